import { usableKeysSql, usableSecretsSql } from "@/lib/apps/usable-credentials";
import { type ConcernCode, concernCodes, type FaultCode, faultCodes } from "@/lib/condition/condition-rules";
import { reminders } from "@/lib/credentials/secret-end";

// What keeps an activated app from working, and what will. Each is one SQL condition on the app `a`, so that one app, a
// page of apps and the counts of all apps can't disagree.

/** `since`, `detail` and `count` are SQL too, for what a sign says besides its code. */
type SignSql = { when: string; since?: string; detail?: string; count?: string };

/** A subscription that should be sent to: it is enabled, or Patchbay disabled it because of its endpoint. */
const wanted = `"Subscription" s LEFT JOIN "EndpointHealth" h ON h."subscriptionId" = s."id"
  WHERE s."appId" = a."id" AND a."eventsEnabled" AND (s."enabled" OR s."disabledBecause" <> 'person')`;

/** Its circuit breaker is open, or it is disabled. A single failure is only retried. */
const isFailing = `(NOT s."enabled" OR h."openUntil" IS NOT NULL)`;

const failing = {
  since: `(SELECT min(coalesce(h."failingSince", s."updatedAt")) FROM ${wanted} AND ${isFailing})`,
  detail: `(SELECT min(coalesce(nullif(s."name", ''), s."url")) FROM ${wanted} AND ${isFailing})`,
  count: `(SELECT count(*) FROM ${wanted} AND ${isFailing})`,
};

const faults: Record<FaultCode, SignSql> = {
  "not-activated": { when: `a."state" <> 'activated'`, since: `a."deactivatedAt"` },
  "owner-deactivated": {
    when: `EXISTS (SELECT FROM "User" u WHERE u."id" = a."ownerId" AND u."status" <> 'active')`,
    detail: `(SELECT u."name" FROM "User" u WHERE u."id" = a."ownerId")`,
  },
  "no-credential": {
    when: `NOT EXISTS (SELECT FROM ${usableSecretsSql}) AND NOT EXISTS (SELECT FROM ${usableKeysSql})`,
    since: `greatest((SELECT max(c."expiresAt") FROM "AppSecret" c WHERE c."appId" = a."id" AND a."secretsAllowed"),
                     (SELECT max(c."expiresAt") FROM "AppKey" c WHERE c."appId" = a."id"))`,
  },
  "no-scopes": {
    when: `NOT EXISTS (SELECT FROM "AppScope" o JOIN "Scope" p ON p."id" = o."scopeId"
                        WHERE o."appId" = a."id" AND p."retiredAt" IS NULL)`,
  },
  "scopes-removed": {
    when: `EXISTS (SELECT FROM "ScopeLoss" l WHERE l."appId" = a."id")`,
    since: `(SELECT max(l."at") FROM "ScopeLoss" l WHERE l."appId" = a."id")`,
    count: `(SELECT sum(cardinality(l."chosen") + cardinality(l."required")) FROM "ScopeLoss" l WHERE l."appId" = a."id")`,
  },
  "endpoints-failing": {
    when: `EXISTS (SELECT FROM ${wanted}) AND NOT EXISTS (SELECT FROM ${wanted} AND NOT ${isFailing})`,
    ...failing,
  },
};

const expiresSoon = `c."expiresAt" <= now() + interval '${reminders[0]} days'`;

/** At most one is pending. */
const transfer = `"OwnershipTransfer" t WHERE t."appId" = a."id" AND t."state" = 'pending' AND t."expiresAt" > now()`;

const concerns: Record<ConcernCode, SignSql> = {
  "endpoint-failing": {
    when: `EXISTS (SELECT FROM ${wanted} AND ${isFailing}) AND EXISTS (SELECT FROM ${wanted} AND NOT ${isFailing})`,
    ...failing,
  },
  "secret-expires": {
    when: `EXISTS (SELECT FROM ${usableSecretsSql} AND ${expiresSoon})`,
    since: `(SELECT min(c."expiresAt") FROM ${usableSecretsSql})`,
    count: `(SELECT count(*) FROM ${usableSecretsSql} AND ${expiresSoon})`,
  },
  "transfer-pending": {
    when: `EXISTS (SELECT FROM ${transfer})`,
    since: `(SELECT t."expiresAt" FROM ${transfer})`,
    detail: `(SELECT u."name" FROM "User" u WHERE u."id" = (SELECT t."toId" FROM ${transfer}))`,
  },
};

/** A draft or deactivated app has one fault, whatever else it lacks: its Activation step lists that. */
const applies = (code: FaultCode | ConcernCode, { when }: SignSql): string =>
  code === "not-activated" ? when : `a."state" = 'activated' AND (${when})`;

const listOf = <Code extends FaultCode | ConcernCode>(codes: readonly Code[], signs: Record<Code, SignSql>): string => {
  const items = codes.map((code) => {
    const { since = "NULL", detail = "NULL", count = "NULL" } = signs[code];
    const json = `jsonb_build_object('code', '${code}', 'since', ${since}, 'detail', ${detail}, 'count', ${count})`;
    return `CASE WHEN ${applies(code, signs[code])} THEN ${json} END`;
  });
  return `to_jsonb(array_remove(ARRAY[${items.join(", ")}], NULL))`;
};

/** SQL: the faults and the concerns of the app `a`, as two JSON lists. */
export const conditionColumns = `
  ${listOf(faultCodes, faults)} AS "faults", ${listOf(concernCodes, concerns)} AS "concerns"`;

/** SQL: the code of the app's first fault; null if it works. */
export const firstFault = `
  CASE ${faultCodes.map((code) => `WHEN ${applies(code, faults[code])} THEN '${code}'`).join(" ")} END`;
