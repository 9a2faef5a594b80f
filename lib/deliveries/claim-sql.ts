import { isSending, mayReceive } from "@/lib/deliveries/right";
import { atOnce, firstInLine, leaseMs } from "@/lib/deliveries/rules";

// The only statement that claims. $1 and $2: endpoints, and the number of deliveries each has in progress in this
// process; $3 and $4: the same for accounts; $5: the number of free places.

const lease = `interval '${leaseMs} ms'`;
const asked = `'${firstInLine.toISOString()}'::timestamptz`;

/** SQL: the next state of a delivery that is due, by the current state of its subscription and app. */
const verdict = `
  CASE WHEN NOT ${isSending(`p."isTest"`)} THEN 'cancelled'
       WHEN NOT p."isTest" AND NOT ${mayReceive(`p."appId"`, `p."event"`)} THEN 'held'
       ELSE 'pending' END`;

/**
 * The number of deliveries an account may have in progress for each place left free: an account that is alone gets
 * `perAccount` of `inProcess`.
 */
const perFree = atOnce.perAccount / (atOnce.inProcess - atOnce.perAccount);

// Loose index scans: jump from one account or endpoint to the next, however many deliveries wait for each. An account
// that already has its share is skipped with all its endpoints.
const waiting = `
  account AS (
    (SELECT d."accountId" FROM "Delivery" d WHERE d."state" = 'pending' ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT next.* FROM account, LATERAL (
           SELECT d."accountId" FROM "Delivery" d WHERE d."state" = 'pending' AND d."accountId" > account."accountId"
            ORDER BY 1 LIMIT 1) next
  ), busy AS (
    SELECT * FROM unnest($1::text[], $2::int[]) AS b("subscriptionId", "count")
  ), busy_account AS (
    SELECT * FROM unnest($3::text[], $4::int[]) AS b("accountId", "count")
  ), line AS (
    SELECT account."accountId", coalesce(b."count", 0) AS "accountCount", endpoint.*
      FROM account LEFT JOIN busy_account b USING ("accountId") CROSS JOIN LATERAL (${endpointsOf(`account."accountId"`)}) endpoint
     WHERE coalesce(b."count", 0) < ${perFree} * $5::int
  )`;

/** SQL: the endpoints of an account that have pending deliveries, and when the first of each is due. */
function endpointsOf(accountId: string): string {
  const first = (beyond: string): string => `
    SELECT d."subscriptionId", d."dueAt" FROM "Delivery" d
     WHERE d."state" = 'pending' AND d."accountId" = ${accountId} ${beyond}
     ORDER BY d."subscriptionId", d."dueAt" LIMIT 1`;
  return `
    WITH RECURSIVE hop AS (
      (${first("")})
      UNION ALL
      SELECT next.* FROM hop, LATERAL (${first(`AND d."subscriptionId" > hop."subscriptionId"`)}) next
    ) SELECT * FROM hop`;
}

// `room`: how many more deliveries an account may have, leaving one place for each other waiting account.
const ranked = `
  open AS (
    SELECT line.*, coalesce(busy."count", 0) AS "endpointCount", line."dueAt" = ${asked} AS "isAsked",
           CASE WHEN h."openUntil" IS NULL THEN ${atOnce.perEndpoint} - coalesce(busy."count", 0) ELSE 1 END AS "slots",
           h."openUntil" IS NOT NULL AND line."dueAt" <> ${asked} AS "isProbe"
      FROM line
      LEFT JOIN busy USING ("subscriptionId")
      LEFT JOIN "EndpointHealth" h USING ("subscriptionId")
     WHERE line."dueAt" <= now() AND (h."openUntil" IS NULL OR h."openUntil" <= now() OR line."dueAt" = ${asked})
  ), ranked AS (
    SELECT o.*, row_number() OVER (PARTITION BY o."accountId" ORDER BY NOT "isAsked", "isProbe", "endpointCount", random()) AS "place",
           count(*) FILTER (WHERE NOT "isProbe") OVER (PARTITION BY o."accountId") AS "well",
           greatest(1, ceil((${perFree} * ($5::int - others."number") - "accountCount") / ${perFree + 1}.0)) AS "room"
      FROM open o, (SELECT count(DISTINCT "accountId") - 1 AS "number" FROM open WHERE "slots" > 0) others
     WHERE "slots" > 0
  )`;

// An account's places are dealt round-robin to its endpoints, healthy ones first; the process's places go to the
// account with the fewest. Each may have ${perFree} times as many as are left free, so that some remain for accounts
// that come next.
const shared = `
  candidate AS (
    SELECT r.*, row_number() OVER (PARTITION BY "accountId" ORDER BY NOT "isAsked", "isProbe", "endpointCount" + n, "place") AS "nth"
      FROM ranked r CROSS JOIN LATERAL (
           SELECT row_number() OVER () AS n FROM (
             SELECT FROM "Delivery" d
              WHERE d."state" = 'pending' AND d."accountId" = r."accountId" AND d."subscriptionId" = r."subscriptionId"
                AND d."dueAt" <= now()
              LIMIT least(r."slots", ceil(r."room" / greatest(r."well", 1)))::bigint) due) each
     WHERE r."place" <= r."room"
  ), given AS (
    SELECT "accountId", "subscriptionId", "isProbe", count(*) AS "slots" FROM (
      SELECT c.*, row_number() OVER (ORDER BY "accountCount" + "nth", "isProbe", random()) AS "turn" FROM candidate c) c
     WHERE "accountCount" + "nth" - 1 < ${perFree} * ($5::int - "turn" + 1)
     GROUP BY 1, 2, 3
  )`;

// Rows that another process is claiming are skipped. Only one process at a time may probe an endpoint.
const picked = `
  picked AS MATERIALIZED (
    SELECT due.* FROM given e
      LEFT JOIN LATERAL (
           SELECT true AS "mine" FROM "EndpointHealth" h
            WHERE e."isProbe" AND h."subscriptionId" = e."subscriptionId" AND h."openUntil" <= now()
              FOR UPDATE SKIP LOCKED) probe ON true
     CROSS JOIN LATERAL (
           SELECT d."id", d."appId", d."subscriptionId", d."event", d."isTest" FROM "Delivery" d
            WHERE d."state" = 'pending' AND d."accountId" = e."accountId" AND d."subscriptionId" = e."subscriptionId"
              AND d."dueAt" <= now() AND (NOT e."isProbe" OR probe."mine")
            ORDER BY d."dueAt" LIMIT e."slots" FOR UPDATE SKIP LOCKED) due
     LIMIT $5
  )`;

const claimed = `
  judged AS MATERIALIZED (
    SELECT p."id", ${verdict} AS "state"
      FROM picked p JOIN "App" a ON a."id" = p."appId" LEFT JOIN "Subscription" s ON s."id" = p."subscriptionId"
  ), claimed AS (
    UPDATE "Delivery" d
       SET "state" = j."state"::"DeliveryState", "fence" = d."fence" + 1,
           "dueAt" = CASE WHEN j."state" = 'pending' THEN now() + ${lease} ELSE d."dueAt" END,
           "endedAt" = CASE WHEN j."state" = 'cancelled' THEN now() END
      FROM judged j WHERE d."id" = j."id" AND d."id" = ANY (ARRAY(SELECT "id" FROM picked))
    RETURNING d.*
  ), probing AS (
    UPDATE "EndpointHealth" SET "openUntil" = now() + ${lease}
     WHERE "openUntil" IS NOT NULL AND "subscriptionId" IN (SELECT "subscriptionId" FROM claimed WHERE "state" = 'pending')
  )`;

export const claimText = `
  WITH RECURSIVE ${[waiting, ranked, shared, picked, claimed].join(",")}
  SELECT c."id", c."fence", c."retry", c."isTest", c."accountId", c."appId", c."subscriptionId", r."body", r."traceparent", s."url",
         s."authorizationKind", s."authorizationSealed", s."authorizationId",
         a."secretTokenSealed", a."previousTokenSealed", a."previousTokenEndsAt", a."previousTokenSigns", now() AS "now"
    FROM claimed c
    JOIN "ReportedEvent" r ON r."accountId" = c."accountId" AND r."id" = c."reportId"
    JOIN "Subscription" s ON s."id" = c."subscriptionId"
    JOIN "App" a ON a."id" = c."appId"
   WHERE c."state" = 'pending'`;
