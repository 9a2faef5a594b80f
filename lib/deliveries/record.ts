import * as z from "zod";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import type { Attempt } from "@/lib/deliveries/attempt";
import { breaker, isGone, outcomeOf } from "@/lib/deliveries/rules";
import { failingDays } from "@/lib/subscriptions/limits";

/** An endpoint to disable: it answered 410, or every attempt has failed for five days. */
export type GivenUp = z.output<typeof givenUpRow>;

const givenUpRow = row({ subscriptionId: z.string(), because: z.enum(["gone", "failing"]) });

/**
 * Records the results of attempts in one statement: the attempts, the new state of their deliveries, and the health of
 * their endpoints. Skips deliveries that another worker has claimed since. One that was cancelled in the meantime keeps
 * its attempt and stays cancelled.
 * @returns endpoints to disable
 */
export async function recordAttempts(attempts: readonly Attempt[]): Promise<GivenUp[]> {
  const rows = attempts.map(rowOf);
  const values = columns.map(([name]) => rows.map((row) => row[name]));
  const { rows: givenUp } = await pool().query({ name: "record-attempts", text: recordText, values });
  return typed(givenUpRow, givenUp);
}

/** The columns of an attempt, with the type of each parameter. */
const columns = [
  ["id", "text"],
  ["fence", "int"],
  ["state", "text"],
  ["delayMs", "int"],
  ["startedAt", "timestamptz"],
  ["url", "text"],
  ["address", "text"],
  ["requestHeaders", "jsonb"],
  ["status", "int"],
  ["responseHeaders", "jsonb"],
  ["responseBody", "text"],
  ["timings", "jsonb"],
  ["tookMs", "int"],
  ["failure", "text"],
  ["message", "text"],
  ["gone", "boolean"],
] as const;

type Column = (typeof columns)[number][0];

function rowOf({ claimed, startedAt, headers, sent }: Attempt): Record<Column, unknown> {
  const { id, fence, isTest } = claimed;
  const { url, address, status, responseBody, failure, message } = sent;
  const answered = status !== null;
  return {
    ...{ id, fence, startedAt, url, address, status, failure, message },
    ...outcomeOf(sent, claimed, Math.random()),
    requestHeaders: JSON.stringify(headers),
    responseHeaders: answered ? JSON.stringify(sent.responseHeaders) : null,
    responseBody: answered ? responseBody : null,
    timings: JSON.stringify(sent.timings),
    tookMs: Math.round(sent.timings.total),
    gone: isGone({ status, isTest }),
  };
}

const ms = (sql: string): string => `(${sql}) * interval '1 millisecond'`;

/** SQL: until when the circuit breaker stays open after this many failures since then; null while closed. */
const openUntil = (failures: string, since: string): string => `
  CASE WHEN ${failures} >= ${breaker.failures}
       THEN now() + least(greatest((now() - ${since}) * ${breaker.share}, ${ms(`${breaker.leastMs}`)}), ${ms(`${breaker.mostMs}`)}) END`;

// The fence rises, so that a statement repeated because its response was lost writes nothing twice. Tests count for an
// endpoint only if they succeed: someone is trying it out.
const recordText = `
  WITH result AS (
    SELECT * FROM unnest(${columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(", ")})
        AS r(${columns.map(([name]) => `"${name}"`).join(", ")})
  ), kept AS (
    UPDATE "Delivery" d
       SET "state" = CASE WHEN d."state" = 'pending' THEN r."state"::"DeliveryState" ELSE d."state" END,
           "dueAt" = CASE WHEN d."state" = 'pending' AND r."state" = 'pending' THEN now() + ${ms(`r."delayMs"`)} ELSE d."dueAt" END,
           "endedAt" = CASE WHEN d."state" = 'pending' AND r."state" <> 'pending' THEN now() ELSE d."endedAt" END,
           "retry" = d."retry" + CASE WHEN r."failure" IS NULL THEN 0 ELSE 1 END,
           "attemptCount" = d."attemptCount" + 1, "fence" = d."fence" + 1,
           "lastStatus" = r."status", "lastFailure" = r."failure", "lastTookMs" = r."tookMs"
      FROM result r
     WHERE d."id" = r."id" AND d."fence" = r."fence" AND d."id" = ANY ($1)
    RETURNING d."subscriptionId", d."isTest", d."attemptCount" AS "number", r.*
  ), attempts AS (
    INSERT INTO "DeliveryAttempt" ("deliveryId", "number", "startedAt", "url", "address", "requestHeaders", "status",
                                   "responseHeaders", "responseBody", "timings", "failure", "message")
    SELECT "id", "number", "startedAt", "url", "address", "requestHeaders", "status", "responseHeaders", "responseBody",
           "timings", "failure", "message" FROM kept
  ), well AS (
    DELETE FROM "EndpointHealth" WHERE "subscriptionId" IN (SELECT "subscriptionId" FROM kept WHERE "failure" IS NULL)
  ), unwell AS (
    SELECT "subscriptionId", count(*)::int AS "failures" FROM kept
     GROUP BY 1 HAVING bool_and("failure" IS NOT NULL) AND NOT bool_and("isTest")
  ), health AS (
    INSERT INTO "EndpointHealth" AS h ("subscriptionId", "failuresInRow", "failingSince", "openUntil")
    SELECT s."id", u."failures", now(), ${openUntil(`u."failures"`, "now()")}
      FROM unwell u JOIN "Subscription" s ON s."id" = u."subscriptionId" ORDER BY s."id" FOR KEY SHARE OF s
        ON CONFLICT ("subscriptionId") DO UPDATE
       SET "failuresInRow" = h."failuresInRow" + excluded."failuresInRow",
           "failingSince" = coalesce(h."failingSince", now()),
           "openUntil" = ${openUntil(`h."failuresInRow" + excluded."failuresInRow"`, `coalesce(h."failingSince", now())`)}
    RETURNING "subscriptionId", "failingSince"
  )
  SELECT "subscriptionId", 'gone' AS "because" FROM kept WHERE "gone"
   UNION
  SELECT "subscriptionId", 'failing' FROM health WHERE "failingSince" <= now() - interval '${failingDays} days'`;
