import type pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createApp, saveInformation } from "@/lib/apps/commands";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";
import { openSession } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";
import { until } from "@/tests/support/until";

let people: Actor[];
let appId: string;
let holder: pg.PoolClient;

/** Someone else's transaction locks the app's row and keeps it locked. */
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

it("thirty edits waiting for a locked app don't keep anyone from signing in or editing another app", async () => {
  const newcomer = { id: firstOf(people).userId, ...firstOf(people) };
  const other = await (await newAccount()).as("owner");
  // Edits give up after five seconds of waiting. If any already has, the machine was too slow to prove anything: retry.
  let answers: unknown[] = [];
  await until(async () => {
    const saves = waitingSaves(30);
    await openSession(newcomer, { address: "127.0.0.1", userAgent: "test" });
    await createApp(other, { name: "Elsewhere" });
    const ended = saves.ended();
    if (ended === 0) await holder.query("COMMIT");
    answers = await saves.answers;
    return ended === 0;
  });
  const refused = answers.filter((answer) => answer instanceof Refusal);
  expect(refused.length).toBeGreaterThanOrEqual(29);
  expect(refused.filter(({ code }) => code !== "conflict" && code !== "too-many")).toEqual([]);
}, 120_000);

/** Starts `count` saves of the locked app, by several people; `ended`: how many are answered. */
function waitingSaves(count: number) {
  let ended = 0;
  const saves = Array.from({ length: count }, (_, n) =>
    save(people[n % people.length] ?? firstOf(people), n)
      .catch((error: unknown) => error)
      .finally(() => ended++),
  );
  return { answers: Promise.all(saves), ended: () => ended };
}

it("an edit that waited for five seconds is refused with a sentence", async () => {
  const refused = save(firstOf(people), 1).catch((error: unknown) => error);
  await until(async () => (await waitingForLocks()) === 1);
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
