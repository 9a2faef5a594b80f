import { beforeEach, describe, expect, it, vi } from "vitest";
import { countAttempt, forgetAttempts, forgetAttemptsUnder, type Limit } from "@/lib/auth/throttle";
import { pool } from "@/lib/database/db";

const three: Limit = { name: "three", attempts: 3, perSeconds: 60 };

beforeEach(() => pool().query(`DELETE FROM "Throttle"`));

async function waits(attempts: number, key = "ada"): Promise<number[]> {
  const told: number[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) told.push(await countAttempt(three, key));
  return told;
}

const isRefused = async (key = "ada"): Promise<boolean> => (await countAttempt(three, key)) > 0;

/** Moves the database's clock forward by this interval. */
const goOn = (by: string) =>
  pool().query(`UPDATE "Throttle" SET "expire" = "expire" - extract(epoch FROM $1::interval) * 1000`, [by]);

describe("a limit of three attempts a minute", () => {
  it("allows three and tells the fourth how long to wait", async () => {
    const [wait = 0, ...passed] = (await waits(4)).reverse();
    expect(passed).toEqual([0, 0, 0]);
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
  });

  it("allows three even if many come at once", async () => {
    const told = await Promise.all(Array.from({ length: 12 }, () => countAttempt(three, "ada")));
    expect(told.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it("starts over after a minute, not sooner, however many were refused meanwhile", async () => {
    await waits(10);
    await goOn("50 seconds");
    const wait = await countAttempt(three, "ada");
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(10);
    await goOn("10 seconds");
    expect((await waits(4)).map((one) => one > 0)).toEqual([false, false, false, true]);
  });

  it("uses the database's clock, whatever this server's clock says", async () => {
    await waits(3);
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(now + 3_600_000);
    expect(await isRefused()).toBe(true);
    clock.mockReturnValue(now - 3_600_000);
    const wait = await countAttempt(three, "ada");
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    clock.mockRestore();
  });
});

describe("clearing a limit", () => {
  it("clears the key itself, or all keys with the prefix, and no other", async () => {
    for (const key of ["ada here", "ada there", "adam"]) await waits(3, key);
    await forgetAttempts(three, "ada here");
    expect([await isRefused("ada here"), await isRefused("ada there"), await isRefused("adam")]).toEqual([
      false,
      true,
      true,
    ]);
    await forgetAttemptsUnder(three, "ada ");
    expect([await isRefused("ada there"), await isRefused("adam")]).toEqual([false, true]);
  });

  it("doesn't clear another limit with the same key", async () => {
    await waits(3);
    await forgetAttempts({ ...three, name: "other" }, "ada");
    expect(await isRefused()).toBe(true);
  });
});
