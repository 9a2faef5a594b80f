import { expect, it } from "vitest";
import { signingKeyStates } from "@/lib/accounts/rules";

const now = new Date("2026-11-22T12:00:00Z");
const from = (at: string) => ({ activeAt: new Date(at) });

it("of the usable signing keys, the newest active one signs; newer ones are next, older ones still accepted", () => {
  const keys = [from("2026-11-23T12:00:00Z"), from("2026-11-22T12:00:00Z"), from("2026-10-01T12:00:00Z")];
  expect(signingKeyStates(keys, now)).toEqual(["next", "current", "old"]);
});

it("as long as none is active, all are next", () => {
  expect(signingKeyStates([from("2026-11-23T12:00:00Z")], now)).toEqual(["next"]);
});
