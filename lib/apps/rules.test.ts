import { describe, expect, it } from "vitest";
import { standingOnceSaved, subscriptionInput } from "@/lib/apps/rules";

const url = "https://example.com/bell";
const saved = { url, eventCount: 1, validated: true, validatedSince: false, appIsActivated: false };
const draft = { url, enabled: false, disabledBecause: null };

describe("a saved subscription", () => {
  it("is enabled once its endpoint is validated and it has events, not before", () => {
    expect(standingOnceSaved(null, saved)).toEqual({ enabled: true, disabledBecause: null });
    expect(standingOnceSaved(draft, { ...saved, eventCount: 0 }).enabled).toBe(false);
    expect(standingOnceSaved(draft, { ...saved, validated: false }).enabled).toBe(false);
  });

  it("becomes a draft when it loses something it needs, except in an activated app", () => {
    const enabled = { ...draft, enabled: true };
    expect(standingOnceSaved(enabled, { ...saved, validated: false }).enabled).toBe(false);
    expect(standingOnceSaved(enabled, { ...saved, validated: false, appIsActivated: true }).enabled).toBe(true);
  });

  it("stays disabled by a person, even if validated", () => {
    const off = { ...draft, disabledBecause: "person" as const };
    expect(standingOnceSaved(off, { ...saved, validatedSince: true })).toEqual({
      enabled: false,
      disabledBecause: "person",
    });
  });

  it("stays disabled for its endpoint's failures until that is validated again or replaced", () => {
    const off = { ...draft, disabledBecause: "gone" as const };
    expect(standingOnceSaved(off, saved)).toEqual({ enabled: false, disabledBecause: "gone" });
    expect(standingOnceSaved(off, { ...saved, validatedSince: true })).toEqual({
      enabled: true,
      disabledBecause: null,
    });
    const moved = { ...saved, url: "https://example.com/new", validated: false };
    expect(standingOnceSaved(off, moved)).toEqual({ enabled: false, disabledBecause: null });
  });
});

describe("an endpoint URL", () => {
  const why = (text: string, plainHttp: boolean) =>
    subscriptionInput(plainHttp).shape.url.safeParse(text).error?.issues[0]?.message;

  it("must begin with https, or with http where private addresses are allowed", () => {
    expect(why("https://example.com/", false)).toBeUndefined();
    expect(why("http://127.0.0.1:8787/", false)).toMatch(
      /^Enter a URL that begins with https:\/\/\. Plain http is for/,
    );
    expect(why("http://127.0.0.1:8787/", true)).toBeUndefined();
    expect(why("ftp://example.com/", true)).toBe("Enter a URL that begins with https:// or http://.");
  });

  it("must not contain a user name", () => {
    expect(why("https://me:secret@example.com/", false)).toMatch(/user name and password/);
  });
});
