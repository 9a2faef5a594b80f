import { describe, expect, it } from "vitest";
import { standingOf } from "./standing";

const facts = { enabled: true, disabledBecause: null, validated: true, failures: 0, eventCount: 1 };

describe("a subscription's card says", () => {
  it("no more than Enabled while all is well", () => {
    expect(standingOf(facts)).toEqual({ word: "Enabled", tone: "good", why: null });
  });

  it("what an enabled one lacks", () => {
    expect(standingOf({ ...facts, validated: false }).why).toMatch(/not validated/);
    expect(standingOf({ ...facts, failures: 3 }).why).toMatch(/^3 times in a row .* after 6 times/);
  });

  it("of a draft what is left to do", () => {
    const draft = { ...facts, enabled: false };
    expect(standingOf(draft).why).toMatch(/Choose at least one event: that enables it/);
    expect(standingOf({ ...draft, validated: false }).why).toMatch(/Validate its endpoint: that enables it/);
    expect(standingOf({ ...draft, validated: false, eventCount: 0 }).why).toMatch(/Validate .* and choose/);
  });

  it("why one is disabled, and the way back", () => {
    const off = { ...facts, enabled: false };
    for (const disabledBecause of ["validation", "gone", "failing"] as const) {
      const { word, why } = standingOf({ ...off, disabledBecause });
      expect([word, why]).toEqual([
        "Disabled",
        expect.stringMatching(/validate (it|this one) to enable the subscription again/),
      ]);
    }
    expect(standingOf({ ...off, disabledBecause: "person" })).toMatchObject({ word: "Disabled", tone: "warn" });
  });
});
