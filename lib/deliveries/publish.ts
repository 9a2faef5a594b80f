import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { pool, type Transaction } from "@/lib/database/db";
import { fanOut } from "@/lib/deliveries/fan-out";
import { firstInLine } from "@/lib/deliveries/rules";
import { spend } from "@/lib/deliveries/spend";
import { type TraceContext, traceparent } from "@/lib/text/trace-context";

type Payload = Readonly<Record<string, unknown>>;

/** A reported event; `eventTs` is in milliseconds, by default the database's current time. */
export type Reported = { event: string; payload: Payload; eventTs?: number | undefined; id?: string | undefined };

type TestEvent = { accountId: string; appId: string; subscriptionId: string; event: string; payload: Payload };

/**
 * Records an account's events and, in the same statement, one delivery of each to every enabled subscription to it, of
 * activated apps with Event subscriptions on that may receive it. An id the account already has, even from the same
 * report, means the same event, which is not sent again. `trace`: the one the deliveries continue.
 * @returns the events' ids, in the order of the report
 * @throws QuotaReached if they exceed one of the account's quotas; then none is recorded
 */
export async function reportEvents(
  accountId: string,
  events: readonly Reported[],
  trace: TraceContext | null = null,
): Promise<string[]> {
  const ids = events.map(({ id }) => id ?? randomId());
  const types = events.map(({ event }) => event);
  const bodies = events.map(({ event, payload }) => bodyOf(accountId, event, payload));
  const moments = events.map(({ eventTs }) => eventTs ?? null);
  await spend({ accountId, events: types });
  const values = [accountId, ids, types, bodies, moments, trace && traceparent(trace)];
  await pool().query({ name: "report-events", text: reportText, values });
  return ids;
}

/** The body to send, without the timestamp and the closing brace. `account_id` is always ours, and comes first. */
function bodyOf(accountId: string, event: string, { account_id: _theirs, ...payload }: Payload): string {
  const text = JSON.stringify({ event, payload: { account_id: accountId, ...payload }, event_ts: 0 });
  return text.slice(0, -"0}".length);
}

// Ordered, so that two reports with common ids wait for each other instead of deadlocking.
const reportText = `
  WITH receivers AS MATERIALIZED (${fanOut("$1", "$3::text[]")}), reported AS (
    INSERT INTO "ReportedEvent" ("accountId", "id", "event", "body", "traceparent")
    SELECT $1, given."id", given."event",
           given."body" || coalesce(given."ts", (extract(epoch FROM now()) * 1000)::bigint) || '}', $6::text
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
 * Records a test event and one delivery of it to one subscription, tried once, ahead of everything else waiting for the
 * endpoint. The caller must check the person's rights and the subscription's state.
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
