import { describe, expect, it } from "vitest";
import { afterFailures, afterSuccess, cutDown } from "@/lib/subscriptions/validation-rules";

const now = new Date("2026-01-01T00:00:00Z");
const hoursTo = (moment: Date): number => (moment.getTime() - now.getTime()) / 3_600_000;
const inHours = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);

describe("the next validation", () => {
  it("is 72 hours after a success, and 1 to 24 hours after a failure", () => {
    expect(hoursTo(afterSuccess(null, now))).toBe(72);
    expect([1, 2, 3, 4, 5].map((failures) => hoursTo(afterFailures(failures, now)))).toEqual([1, 2, 6, 12, 24]);
  });

  it("is halfway to the expiry of the secret token that was used, but at least five minutes away", () => {
    expect(hoursTo(afterSuccess(inHours(24), now))).toBe(12);
    expect(hoursTo(afterSuccess(inHours(0.05), now)) * 60).toBe(5);
  });
});

it("the stored result of a validation is cut to a limit, and never within a character", () => {
  const [kept] = cutDown([{ stage: "body", ok: false, detail: "", received: `x${"😀".repeat(3000)}` }]);
  expect([...(kept?.received ?? "")]).toHaveLength(2001);
  expect(kept?.received).toMatch(/^x(😀)+…$/u);
  expect(kept).not.toHaveProperty("expected");
});
