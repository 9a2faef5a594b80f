import { describe, expect, it } from "vitest";
import { standingOf } from "./standing";

const facts = { enabled: true, disabledBecause: null, validated: true, failures: 0, eventCount: 1 };

describe("a subscription's card says", () => {
  it("only Enabled while everything works", () => {
    expect(standingOf(facts)).toEqual({ word: "Enabled", tone: "good", why: null });
  });

  it("what is wrong with an enabled subscription", () => {
    expect(standingOf({ ...facts, validated: false }).why).toMatch(/isn’t validated/);
    expect(standingOf({ ...facts, failures: 1 }).why).toMatch(/failed revalidation once\. After 6 failures/);
    expect(standingOf({ ...facts, failures: 3 }).why).toMatch(
      /failed revalidation 3 times in a row\. After 6 failures/,
    );
  });

  it("what a draft still needs", () => {
    const draft = { ...facts, enabled: false };
    expect(standingOf(draft).why).toMatch(/Choose at least one event to enable/);
    expect(standingOf({ ...draft, validated: false }).why).toMatch(/Validate the endpoint to enable/);
    expect(standingOf({ ...draft, validated: false, eventCount: 0 }).why).toMatch(/Validate .* and choose/);
  });

  it("why a subscription is disabled, and how to enable it again", () => {
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
