import * as z from "zod";
import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { pool, type Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { log } from "@/lib/log";
import { type Letter, sendMail } from "@/lib/mail/send";

// Emails about a change are queued in the transaction that makes it and sent afterwards, so none reports something that
// didn't happen and none is lost because the mail server was down.

const everyMs = 2_000;
const batch = 20;
const mostAttempts = 10;

/** Queues emails that go out soon after the transaction commits. Does nothing if no mail server is configured. */
export async function queueLetters(tx: Transaction, letters: readonly Letter[]): Promise<void> {
  if (!config().mail || letters.length === 0) return;
  await tx.letter.createMany({ data: letters.map((letter) => ({ id: randomId(), ...letter })) });
}

/** Starts sending queued emails. Returns a function that stops it and waits for the ones being sent. */
export function startPosting(): () => Promise<void> {
  if (!config().mail) return async () => undefined;
  let round: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    round = postLetters()
      .catch((error) => log.warn({ err: error }, "queued emails could not be sent"))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}

const waitingRow = row({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  attempts: z.number(),
});

type Waiting = z.output<typeof waitingRow>;

// Takes accounts in turn. A person belongs to one account; each address we don't know counts as its own.
const claimText = `
  WITH line AS MATERIALIZED (
    SELECT l."id", l."dueAt",
           row_number() OVER (PARTITION BY coalesce(u."accountId", l."to") ORDER BY l."dueAt", l."id") AS "place"
      FROM "Letter" l LEFT JOIN "User" u ON u."email" = l."to" WHERE l."dueAt" <= now()
  ), due AS (
    SELECT l."id" FROM line JOIN "Letter" l USING ("id") WHERE l."dueAt" <= now()
     ORDER BY line."place", line."dueAt" LIMIT ${batch} FOR UPDATE OF l SKIP LOCKED
  )
  UPDATE "Letter" SET "attempts" = "attempts" + 1, "dueAt" = now() + interval '1 minute' * 2 ^ "attempts"
   WHERE "id" IN (SELECT "id" FROM due)
  RETURNING "id", "to", "subject", "text", "attempts"`;

/**
 * Sends the emails that are due, taking accounts in turn; each is sent by one server only. One that the mail server
 * doesn't accept is retried with growing pauses: ten attempts over about nine hours, then it is dropped with a log line.
 * Returns how many were sent.
 */
export async function postLetters(): Promise<number> {
  const { rows } = await pool().query(claimText);
  const outcomes = await Promise.all(typed(waitingRow, rows).map(post));
  return outcomes.filter((isPosted) => isPosted).length;
}

async function post({ id, attempts, ...letter }: Waiting): Promise<boolean> {
  const isPosted = (await sendMail(letter)) === "sent";
  if (!isPosted && attempts >= mostAttempts)
    log.warn({ subject: letter.subject }, "email dropped after too many attempts");
  if (isPosted || attempts >= mostAttempts) await pool().query(`DELETE FROM "Letter" WHERE "id" = $1`, [id]);
  return isPosted;
}
