import { beforeEach, expect, it, vi } from "vitest";
import { pool } from "@/lib/database/db";
import { shareLease } from "@/lib/database/lease";
import { until } from "@/tests/support/until";

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
  await until(() => first.isAtWork());
  const second = contender();
  await pool().query("SELECT pg_sleep(0.1)");
  expect(second.isAtWork()).toBe(false);
  await first.stop();
  expect(first.isAtWork()).toBe(false);
  const third = contender();
  await until(() => third.isAtWork() || second.isAtWork());
  expect(third.isAtWork() && second.isAtWork()).toBe(false);
  await Promise.all([second.stop(), third.stop()]);
});

it("a holder that stays silent past its lease is replaced", async () => {
  await pool().query(`INSERT INTO "Lease" VALUES ('work', 'a dead process', now() - interval '1 millisecond')`);
  const heir = contender();
  await until(() => heir.isAtWork());
  await heir.stop();
});

it("a holder that finds its lease taken stops its work", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const holder = contender();
  await until(() => holder.isAtWork());
  await pool().query(`UPDATE "Lease" SET "holder" = 'somebody else', "until" = now() + interval '1 minute'`);
  vi.advanceTimersByTime(5_000);
  await until(() => !holder.isAtWork());
  await holder.stop();
  vi.useRealTimers();
});
