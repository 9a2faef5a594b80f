import type pg from "pg";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, saveInformation } from "@/lib/apps/commands";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";
import { openSession } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";

let people: Actor[];
let appId: string;
let holder: pg.PoolClient;

/** Someone else's transaction holds the app's row, and goes on holding it. */
beforeEach(async () => {
  const account = await newAccount();
  people = await Promise.all(Array.from({ length: 6 }, () => account.as("admin")));
  ({ appId } = await createApp(firstOf(people), { name: "Held" }));
  holder = await pool().connect();
  await holder.query("BEGIN");
  await holder.query(`SELECT 1 FROM "App" WHERE "id" = $1 FOR UPDATE`, [appId]);
});

afterEach(() => holder.release());

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error("There is none");
  return first;
}

const save = (actor: Actor, n: number) =>
  saveInformation(actor, { appId, changes: { contactName: { from: firstOf(people).name, to: `Contact ${n}` } } });

it("thirty who wait for an app that someone else holds keep nobody from signing in or editing another app", async () => {
  let ended = 0;
  const saves = Array.from({ length: 30 }, (_, n) =>
    save(people[n % people.length] ?? firstOf(people), n)
      .catch((error: unknown) => error)
      .finally(() => ended++),
  );
  const newcomer = { id: firstOf(people).userId, ...firstOf(people) };
  const other = await (await newAccount()).as("owner");
  await openSession(newcomer, { address: "127.0.0.1", userAgent: "test" });
  await createApp(other, { name: "Elsewhere" });
  expect(ended).toBe(0);
  await holder.query("COMMIT");
  const refused = (await Promise.all(saves)).filter((answer) => answer instanceof Refusal);
  expect(refused.length).toBeGreaterThanOrEqual(29);
  expect(refused.filter(({ code }) => code !== "conflict" && code !== "too-many")).toEqual([]);
});

it("who has waited for five seconds is told so in a sentence", async () => {
  const refused = save(firstOf(people), 1).catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await waitingForLocks()).toBe(1), 5_000);
  expect(await refused).toMatchObject({ code: "conflict", message: expect.stringMatching(/right now/) });
  await holder.query("COMMIT");
  await save(firstOf(people), 2);
});

const waitingForLocks = async (): Promise<number> => {
  const { rows } = await pool().query(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0].n;
};
