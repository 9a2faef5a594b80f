import { beforeEach, expect, it, vi } from "vitest";
import { pool } from "@/lib/database/db";
import { shareLease } from "@/lib/database/lease";

beforeEach(() => pool().query(`DELETE FROM "Lease"`));

/** A process that wants the lease, and whether it is at work. */
function contender() {
  let isAtWork = false;
  const stop = shareLease("work", () => {
    isAtWork = true;
    return async () => {
      isAtWork = false;
    };
  });
  return { stop, isAtWork: () => isAtWork };
}

it("one holder at a time does the work, and another takes over at once when it stops", async () => {
  const first = contender();
  await vi.waitFor(() => expect(first.isAtWork()).toBe(true));
  const second = contender();
  await pool().query("SELECT pg_sleep(0.1)");
  expect(second.isAtWork()).toBe(false);
  await first.stop();
  expect(first.isAtWork()).toBe(false);
  const third = contender();
  await vi.waitFor(() => expect(third.isAtWork() || second.isAtWork()).toBe(true));
  expect(third.isAtWork() && second.isAtWork()).toBe(false);
  await Promise.all([second.stop(), third.stop()]);
});

it("a holder that stays silent past its lease is replaced", async () => {
  await pool().query(`INSERT INTO "Lease" VALUES ('work', 'a dead process', now() - interval '1 millisecond')`);
  const heir = contender();
  await vi.waitFor(() => expect(heir.isAtWork()).toBe(true));
  await heir.stop();
});

it("a holder that finds its lease taken stops its work", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const holder = contender();
  await vi.waitFor(() => expect(holder.isAtWork()).toBe(true));
  await pool().query(`UPDATE "Lease" SET "holder" = 'another process', "until" = now() + interval '1 minute'`);
  vi.advanceTimersByTime(5_000);
  await vi.waitFor(() => expect(holder.isAtWork()).toBe(false));
  await holder.stop();
  vi.useRealTimers();
});
