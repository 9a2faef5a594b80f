import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGone, nextDelayMs, outcomeOf, retryDelaysMs } from "@/lib/deliveries/rules";

const without = { retryAfterSeconds: null, random: 0.5 };
const failed = { failure: "status", status: 500, retryAfterSeconds: null };
const first = { retry: 0, isTest: false };

describe("retries", () => {
  it("follow the table: ten attempts over 75 hours", () => {
    const hours = (ms: number | null) => (ms ?? Number.NaN) / 3_600_000;
    const delays = Array.from({ length: 9 }, (_, i) => hours(nextDelayMs(i + 1, without)));
    expect(delays).toEqual([5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24]);
    expect(Math.floor(hours(retryDelaysMs.reduce<number>((sum, one) => sum + one, 0)))).toBe(75);
  });

  it("end with the tenth attempt", () => {
    expect(nextDelayMs(10, without)).toBeNull();
    expect(outcomeOf(failed, { retry: 8, isTest: false }, 0.5)).toMatchObject({ state: "pending" });
    expect(outcomeOf(failed, { retry: 9, isTest: false }, 0.5)).toEqual({ state: "failed", delayMs: null });
  });

  const attempts = fc.integer({ min: 1, max: 9 });
  const random = fc.double({ min: 0, max: 1, noNaN: true });

  it("vary by at most 20% either way", () => {
    fc.assert(
      fc.property(attempts, random, (n, random) => {
        const table = retryDelaysMs[n] ?? 0;
        const delay = nextDelayMs(n, { retryAfterSeconds: null, random }) ?? 0;
        return Number.isInteger(delay) && delay >= 0.8 * table && delay <= 1.2 * table;
      }),
    );
    expect([0, 1].map((random) => nextDelayMs(1, { ...without, random }))).toEqual([4000, 6000]);
  });

  it("wait for as long as the endpoint asks, up to twice the table's delay", () => {
    fc.assert(
      fc.property(attempts, random, fc.nat(1_000_000), (n, random, retryAfterSeconds) => {
        const table = retryDelaysMs[n] ?? 0;
        const delay = nextDelayMs(n, { retryAfterSeconds, random }) ?? 0;
        const asked = Math.min(retryAfterSeconds * 1000, 2 * table);
        return delay >= asked && delay >= 0.8 * table && delay <= Math.max(asked, 1.2 * table);
      }),
    );
    const asking = (retryAfterSeconds: number) => nextDelayMs(2, { retryAfterSeconds, random: 0.5 });
    expect([asking(1), asking(450), asking(86_400)]).toEqual([300_000, 450_000, 600_000]);
  });
});

describe("an attempt", () => {
  it("answered with 2xx delivers", () => {
    expect(outcomeOf({ ...failed, failure: null, status: 204 }, first, 0.5)).toEqual({
      state: "delivered",
      delayMs: null,
    });
  });

  it("of a test is the only one", () => {
    expect(outcomeOf(failed, { retry: 0, isTest: true }, 0.5)).toEqual({ state: "failed", delayMs: null });
  });

  it("answered with 410 is the last one, and disables the subscription unless it was a test", () => {
    expect(outcomeOf({ ...failed, status: 410 }, first, 0.5)).toEqual({ state: "failed", delayMs: null });
    expect([410, 404, null].map((status) => isGone({ status, isTest: false }))).toEqual([true, false, false]);
    expect(isGone({ status: 410, isTest: true })).toBe(false);
  });
});
