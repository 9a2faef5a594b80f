import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { pool, type Transaction } from "@/lib/database/db";
import { log } from "@/lib/log";
import { type Letter, sendMail } from "@/lib/mail/send";

// Letters about what was done are written in the transaction that does it, and posted afterwards: none tells of something
// that did not happen, none is lost because the mail server was away.

const everyMs = 2_000;
const batch = 20;
const mostAttempts = 10;

/** Writes letters that go out soon after the transaction is done; none where no mail server is configured. */
export async function queueLetters(tx: Transaction, letters: readonly Letter[]): Promise<void> {
  if (!config().mail || letters.length === 0) return;
  await tx.letter.createMany({ data: letters.map((letter) => ({ id: randomId(), ...letter })) });
}

/** Begins to post letters; the answer stops it, once those under way are done. */
export function startPosting(): () => Promise<void> {
  if (!config().mail) return async () => undefined;
  let round: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    round = postLetters()
      .catch((error) => log.warn({ err: error }, "letters could not be posted"))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}

type Waiting = Letter & { id: string; attempts: number };

// A person belongs to one account; what goes to nobody we know has a line of its own.
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
 * Posts the letters that are due, the accounts' in turn, each by one server only; one that the mail server does not take
 * is tried again later and later, ten times within about nine hours, then given up with a line in the log. Returns how
 * many were posted.
 */
export async function postLetters(): Promise<number> {
  const { rows } = await pool().query<Waiting>(claimText);
  const outcomes = await Promise.all(rows.map(post));
  return outcomes.filter((isPosted) => isPosted).length;
}

async function post({ id, attempts, ...letter }: Waiting): Promise<boolean> {
  const isPosted = (await sendMail(letter)) === "sent";
  if (!isPosted && attempts >= mostAttempts) log.warn({ subject: letter.subject }, "a letter was given up");
  if (isPosted || attempts >= mostAttempts) await pool().query(`DELETE FROM "Letter" WHERE "id" = $1`, [id]);
  return isPosted;
}
