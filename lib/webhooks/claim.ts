import { pool } from "@/lib/db";
import { mayReceive } from "@/lib/events/right";
import type { SealedAuthorization } from "@/lib/webhooks/authorization";
import { atOnce, firstInLine, leaseMs } from "@/lib/webhooks/rules";
import type { SealedTokens } from "@/lib/webhooks/signing-tokens";

/** A delivery that is this process's own until its lease ends, with all that sending it takes. */
export type Claimed = {
  id: string;
  /** Rises with each claim: who has an older one writes nothing. */
  fence: number;
  retry: number;
  isTest: boolean;
  subscriptionId: string;
  url: string;
  body: string;
  app: SealedTokens;
  authorization: SealedAuthorization;
  /** The database's clock at the claim, and this process's `performance.now()` just before it. */
  now: Date;
  sinceMs: number;
};

/** How many deliveries this process has under way: how many more it takes, and how many there are by endpoint. */
export type UnderWay = { free: number; byEndpoint: ReadonlyMap<string, number> };

/**
 * Claims deliveries that are due: of each endpoint at most as many as may be under way there at a time, of one that keeps
 * failing a single one when its circuit breaker lets it; endpoints that wait for nothing else first, and of these the
 * ones that do not fail. What must not be sent any more is cancelled, what its app may not be told of is held, neither is
 * returned.
 */
export async function claimDeliveries({ free, byEndpoint }: UnderWay): Promise<Claimed[]> {
  const sinceMs = performance.now();
  const values = [[...byEndpoint.keys()], [...byEndpoint.values()], free];
  const { rows } = await pool().query<Row>({ name: "claim-deliveries", text: claimText, values });
  return rows.map((row) => claimed(row, sinceMs));
}

type Row = Omit<Claimed, "app" | "authorization" | "sinceMs"> &
  Omit<SealedTokens & SealedAuthorization, "id"> & { appId: string };

function claimed(row: Row, sinceMs: number): Claimed {
  const { appId, subscriptionId } = row;
  const { id, fence, retry, isTest, url, body, now } = row;
  const { secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns } = row;
  const { authorizationKind, authorizationSealed, authorizationId } = row;
  return {
    ...{ id, fence, retry, isTest, subscriptionId, url, body, now, sinceMs },
    app: { id: appId, secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns },
    authorization: { id: subscriptionId, authorizationKind, authorizationSealed, authorizationId },
  };
}

const lease = `interval '${leaseMs} ms'`;
const asked = `'${firstInLine.toISOString()}'::timestamptz`;

/** SQL: the first pending delivery of the next endpoint, in the order of the index of what is due. */
const firstOf = (where: string): string => `
  SELECT d."subscriptionId", d."dueAt" FROM "Delivery" d WHERE d."state" = 'pending' ${where}
   ORDER BY d."subscriptionId", d."dueAt" LIMIT 1`;

/** SQL: what is to become of a delivery that is due, by how its subscription and its app stand now. */
const verdict = `
  CASE WHEN s."id" IS NULL OR NOT s."enabled" OR NOT a."eventsEnabled" OR a."removedAt" IS NOT NULL
         OR NOT (a."state" = 'activated' OR (p."isTest" AND a."state" = 'draft')) THEN 'cancelled'
       WHEN NOT p."isTest" AND NOT ${mayReceive(`p."appId"`, `p."event"`)} THEN 'held'
       ELSE 'pending' END`;

// Endpoints are hopped over from one to the next in the index, however many deliveries wait for each. Whoever meets a row
// that another process is claiming passes it by. Only one process at a time gets hold of the right to probe an endpoint, and
// asks for it endpoint by endpoint while there is room: nobody knows beforehand how many may be probed.
const claimText = `
  WITH RECURSIVE line AS (
    (${firstOf("")})
    UNION ALL
    SELECT next.* FROM line, LATERAL (${firstOf(`AND d."subscriptionId" > line."subscriptionId"`)}) next
  ), busy AS (
    SELECT * FROM unnest($1::text[], $2::int[]) AS b("subscriptionId", "count")
  ), open AS (
    SELECT line."subscriptionId", coalesce(busy."count", 0) AS "count",
           CASE WHEN h."openUntil" IS NULL THEN ${atOnce.perEndpoint} - coalesce(busy."count", 0) ELSE 1 END AS "slots",
           h."openUntil" IS NOT NULL AND line."dueAt" <> ${asked} AS "isProbe"
      FROM line
      LEFT JOIN busy USING ("subscriptionId")
      LEFT JOIN "EndpointHealth" h USING ("subscriptionId")
     WHERE line."dueAt" <= now() AND (h."openUntil" IS NULL OR h."openUntil" <= now() OR line."dueAt" = ${asked})
  ), picked AS MATERIALIZED (
    SELECT due.* FROM (SELECT * FROM open WHERE "slots" > 0 ORDER BY "count" > 0, "isProbe", random()) e
      LEFT JOIN LATERAL (
           SELECT true AS "mine" FROM "EndpointHealth" h
            WHERE e."isProbe" AND h."subscriptionId" = e."subscriptionId" AND h."openUntil" <= now()
              FOR UPDATE SKIP LOCKED) probe ON true
     CROSS JOIN LATERAL (
           SELECT d."id", d."appId", d."subscriptionId", d."event", d."isTest" FROM "Delivery" d
            WHERE d."state" = 'pending' AND d."subscriptionId" = e."subscriptionId" AND d."dueAt" <= now()
              AND (NOT e."isProbe" OR probe."mine")
            ORDER BY d."dueAt" LIMIT e."slots" FOR UPDATE SKIP LOCKED) due
     LIMIT $3
  ), judged AS MATERIALIZED (
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
  )
  SELECT c."id", c."fence", c."retry", c."isTest", c."appId", c."subscriptionId", r."body", s."url",
         s."authorizationKind", s."authorizationSealed", s."authorizationId",
         a."secretTokenSealed", a."previousTokenSealed", a."previousTokenEndsAt", a."previousTokenSigns", now() AS "now"
    FROM claimed c
    JOIN "ReportedEvent" r ON r."accountId" = c."accountId" AND r."id" = c."reportId"
    JOIN "Subscription" s ON s."id" = c."subscriptionId"
    JOIN "App" a ON a."id" = c."appId"
   WHERE c."state" = 'pending'`;
