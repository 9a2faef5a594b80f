import { describe, expect, it } from "vitest";
import { seal } from "@/lib/crypto";
import { type SealedTokens, secretTokenPlace, signingTokens } from "@/lib/outgoing/signing-tokens";

const now = new Date("2026-11-22T08:00:00Z");
const sealed = (token: string) => seal(token, secretTokenPlace("app"));
const row: SealedTokens = {
  id: "app",
  secretTokenSealed: sealed("new"),
  previousTokenSealed: sealed("old"),
  previousTokenEndsAt: new Date(now.getTime() + 1),
  previousTokenSigns: true,
};

describe("the secret tokens that sign", () => {
  it("are one without a rotation", () => {
    const alone = { ...row, previousTokenSealed: null, previousTokenEndsAt: null };
    expect(signingTokens(alone, now)).toEqual({ current: "new", previous: null, platformUses: "current" });
  });

  it("are two during the overlap; the platform's signature uses the old one until it is switched", () => {
    expect(signingTokens(row, now)).toEqual({ current: "new", previous: "old", platformUses: "previous" });
    const switched = { ...row, previousTokenSigns: false };
    expect(signingTokens(switched, now)).toEqual({ current: "new", previous: "old", platformUses: "current" });
  });

  it("are one again the moment the overlap ends, even if it was never switched", () => {
    const ended = { ...row, previousTokenEndsAt: now };
    expect(signingTokens(ended, now)).toEqual({ current: "new", previous: null, platformUses: "current" });
  });

  it("belong to one app only", () => {
    expect(() => signingTokens({ ...row, id: "another" }, now)).toThrow();
  });
});
