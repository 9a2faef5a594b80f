import * as z from "zod";
import { config } from "@/lib/config";
import { pool, type Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { fanOut } from "@/lib/deliveries/fan-out";
import { inWords, QuotaReached } from "@/lib/quotas/reached";

/**
 * The minimum time a reservation counts in addition to the counted deliveries: longer than a report takes to be
 * written. Open deliveries are counted at most this often.
 */
const countEverySeconds = 5;

/**
 * What is about to be done: report events of these types. `deliveries`: how many deliveries are created or resent, if
 * not determined by the subscriptions. `fewer`: what to do if that alone is too much.
 */
export type Spending = { accountId: string; events: readonly string[]; deliveries?: number; fewer?: string };

const spentRow = row({
  isSpent: z.boolean(),
  deliveries: z.number(),
  eventsBefore: z.number(),
  minuteLeftMs: z.number(),
  open: z.number(),
  isStale: z.boolean(),
  /** The account had no row before. */
  isNew: z.boolean(),
});

type Spent = z.output<typeof spentRow>;

/**
 * Counts events about to be reported and reserves the deliveries they create, in one statement that accepts all that
 * fits the quotas or nothing (QUOTA_EVENTS_PER_MINUTE, QUOTA_PENDING_DELIVERIES). Locks the account's row for this
 * statement, or until the end of the given transaction. The next count corrects reservations that were never written.
 * @throws QuotaReached
 */
export async function spend(wanted: Spending, tx?: Transaction): Promise<void> {
  const run = tx ? inTransaction(tx) : onItsOwn;
  const first = await tryToSpend(wanted, run);
  const { pendingDeliveries } = config().quotas;
  const isTight = pendingDeliveries !== null && (first.isNew || first.open + first.deliveries > pendingDeliveries / 2);
  if (isTight && first.isStale) await run(counting, [wanted.accountId]);
  if (first.isSpent) return;
  const second = isTight ? await tryToSpend(wanted, run) : first;
  if (!second.isSpent) throw whyNot(wanted, second);
}

type Statement = { name: string; text: string };
type Run = (statement: Statement, values: readonly unknown[]) => Promise<unknown[]>;

const onItsOwn: Run = async (statement, values) => (await pool().query({ ...statement, values: [...values] })).rows;

const inTransaction =
  (tx: Transaction): Run =>
  ({ text }, values) =>
    tx.$queryRawUnsafe(text, ...values);

async function tryToSpend({ accountId, events, deliveries }: Spending, run: Run): Promise<Spent> {
  const { eventsPerMinute, pendingDeliveries } = config().quotas;
  const values = [accountId, events, deliveries ?? null, eventsPerMinute, pendingDeliveries];
  const [spent] = typed(spentRow, await run(spending, values));
  if (!spent) throw new Error("The quota statement returned no row");
  return spent;
}

function whyNot(
  { events, fewer = "Report fewer events at once." }: Spending,
  { deliveries, eventsBefore, minuteLeftMs }: Spent,
): QuotaReached {
  const { eventsPerMinute, pendingDeliveries } = config().quotas;
  if (eventsPerMinute !== null && events.length > 0 && eventsBefore + events.length > eventsPerMinute) {
    const seconds = Math.max(1, Math.ceil(minuteLeftMs / 1000));
    const remedy = events.length > eventsPerMinute ? fewer : `Try again in ${seconds} seconds.`;
    return new QuotaReached(
      `This account’s limit is ${inWords(eventsPerMinute)} events per minute. ${remedy}`,
      seconds,
    );
  }
  const limit = pendingDeliveries ?? 0;
  const remedy =
    deliveries > limit
      ? `This would add ${inWords(deliveries)}. ${fewer}`
      : "Try again once its endpoints have accepted some, or disable subscriptions whose endpoints don’t respond.";
  return new QuotaReached(`This account’s limit is ${inWords(limit)} pending deliveries. ${remedy}`, countEverySeconds);
}

const now = "clock_timestamp()";
const longAgo = `${now} - interval '${countEverySeconds} seconds'`;
const isOver = `q."minuteEndsAt" <= ${now}`;
const eventsNow = `CASE WHEN ${isOver} THEN 0 ELSE q."events" END`;
const open = `q."counted" + q."reservedBefore" + q."reserved"`;

// $1 account, $2 event types, $3 deliveries if not those the events create; $4 and $5 the limits, null for none. A
// request that uses nothing of a quota is not blocked by it.
const spending: Statement = {
  name: "spend-quota",
  text: `
  WITH wanted AS MATERIALIZED (
    SELECT cardinality($2::text[]) AS "events", coalesce($3::bigint, (
           SELECT count(*) FROM unnest($2::text[]) AS given("event") JOIN (${fanOut("$1", "$2::text[]")}) r USING ("event"))) AS "deliveries"
  ), spent AS (
    INSERT INTO "QuotaUse" AS q ("accountId", "minuteEndsAt", "events", "countedAt", "reserved")
    SELECT $1, ${now} + interval '1 minute', w."events", ${longAgo}, w."deliveries" FROM wanted w
     WHERE ($4::int IS NULL OR w."events" <= $4) AND ($5::bigint IS NULL OR w."deliveries" <= $5)
        ON CONFLICT ("accountId") DO UPDATE
       SET "events" = ${eventsNow} + excluded."events",
           "minuteEndsAt" = CASE WHEN ${isOver} THEN excluded."minuteEndsAt" ELSE q."minuteEndsAt" END,
           "reserved" = q."reserved" + excluded."reserved"
     WHERE ($4 IS NULL OR excluded."events" = 0 OR ${eventsNow} + excluded."events" <= $4)
       AND ($5 IS NULL OR excluded."reserved" = 0 OR ${open} + excluded."reserved" <= $5)
    RETURNING 1
  )
  SELECT EXISTS (SELECT FROM spent) AS "isSpent", w."deliveries"::float8 AS "deliveries",
         coalesce(${eventsNow}, 0) AS "eventsBefore",
         coalesce(extract(epoch FROM q."minuteEndsAt" - ${now}) * 1000, 0)::float8 AS "minuteLeftMs",
         coalesce(${open}, 0)::float8 AS "open",
         coalesce(q."countedAt" <= ${longAgo}, true) AS "isStale", q."accountId" IS NULL AS "isNew"
    FROM wanted w LEFT JOIN "QuotaUse" q ON q."accountId" = $1`,
};

// At most every few seconds, because what was reserved since the last count may not be written yet.
const counting: Statement = {
  name: "count-open-deliveries",
  text: `
  UPDATE "QuotaUse" q
     SET "counted" = ${countOpenDeliveries("$1")}, "reservedBefore" = q."reserved", "reserved" = 0, "countedAt" = ${now}
   WHERE q."accountId" = $1 AND q."countedAt" <= ${longAgo}`,
};

/** SQL: the number of an account's pending or held deliveries, each state read from its own index. */
function countOpenDeliveries(accountId: string): string {
  const inState = (state: string) =>
    `(SELECT count(*) FROM "Delivery" d WHERE d."accountId" = ${accountId} AND d."state" = '${state}')`;
  return `${inState("pending")} + ${inState("held")}`;
}
