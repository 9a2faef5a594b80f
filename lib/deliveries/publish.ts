import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { pool, type Transaction } from "@/lib/database/db";
import { fanOut } from "@/lib/deliveries/fan-out";
import { firstInLine } from "@/lib/deliveries/rules";
import { spend } from "@/lib/deliveries/spend";

type Payload = Readonly<Record<string, unknown>>;

/** What happened, as it was reported; `eventTs` in milliseconds, by the database's clock where it is left out. */
export type Reported = { event: string; payload: Payload; eventTs?: number | undefined; id?: string | undefined };

type TestEvent = { accountId: string; appId: string; subscriptionId: string; event: string; payload: Payload };

/**
 * Records events of an account and, in the same transaction, one delivery of each to every enabled subscription that has
 * it: of activated apps with Event subscriptions on that may be told of it. An id that the account has already, also
 * within the same report, stands for the same event, which is not sent again.
 * @returns the events' ids, in the order of the report
 * @throws QuotaReached when the account has no room for all of them; then none is recorded
 */
export async function reportEvents(accountId: string, events: readonly Reported[]): Promise<string[]> {
  const ids = events.map(({ id }) => id ?? randomId());
  const types = events.map(({ event }) => event);
  const bodies = events.map(({ event, payload }) => bodyOf(accountId, event, payload));
  const moments = events.map(({ eventTs }) => eventTs ?? null);
  await spend({ accountId, events: types });
  await pool().query({ name: "report-events", text: reportText, values: [accountId, ids, types, bodies, moments] });
  return ids;
}

/** The text that is sent, but for the moment and the brace behind it. The account is ours to name, and stands first. */
function bodyOf(accountId: string, event: string, { account_id: _theirs, ...payload }: Payload): string {
  const text = JSON.stringify({ event, payload: { account_id: accountId, ...payload }, event_ts: 0 });
  return text.slice(0, -"0}".length);
}

// Ordered, so that two reports with ids in common wait for each other instead of one for the other's each.
const reportText = `
  WITH receivers AS MATERIALIZED (${fanOut("$1", "$3::text[]")}), reported AS (
    INSERT INTO "ReportedEvent" ("accountId", "id", "event", "body")
    SELECT $1, given."id", given."event",
           given."body" || coalesce(given."ts", (extract(epoch FROM now()) * 1000)::bigint) || '}'
      FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[])
      WITH ORDINALITY AS given("id", "event", "body", "ts", "place")
     ORDER BY given."id", given."place"
        ON CONFLICT DO NOTHING
    RETURNING "id", "event"
  ), made AS (
    INSERT INTO "Delivery" ("id", "accountId", "reportId", "appId", "subscriptionId", "event")
    SELECT translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/=', '-_'), $1, r."id", w."appId", w."subscriptionId", r."event"
      FROM reported r JOIN receivers w USING ("event")
    RETURNING 1
  )
  SELECT pg_notify('deliveries', '') FROM made LIMIT 1`;

/**
 * One delivery of a made-up event to one subscription, to be tried once, before anything else that waits for its
 * endpoint. Whether the person may, and whether the subscription is in a state for it, is the caller's to decide.
 * @returns the delivery's id
 */
export async function publishTest(
  tx: Transaction,
  { accountId, appId, subscriptionId, event, payload }: TestEvent,
): Promise<string> {
  const [id, reportId, now] = [randomId(), randomId(), await databaseNow(tx)];
  const body = `${bodyOf(accountId, event, payload)}${now.getTime()}}`;
  await tx.reportedEvent.create({ data: { accountId, id: reportId, event, body, isTest: true } });
  const to = { accountId, reportId, appId, subscriptionId, event };
  await tx.delivery.create({ data: { id, ...to, isTest: true, dueAt: firstInLine } });
  await tx.$executeRaw`NOTIFY deliveries`;
  return id;
}
