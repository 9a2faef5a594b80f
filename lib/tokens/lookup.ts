import type { QueryConfig } from "pg";
import { pool } from "@/lib/db";
import type { AppFacts } from "@/lib/tokens/rules";
import { sharedQuery } from "@/lib/tokens/shared-query";

/** A database that answers nothing for so long counts as away. */
const longestQueryMs = 5_000;

/** The driver knows this setting per query; its type declarations do not. */
type TimedQuery = QueryConfig & { query_timeout: number };

const query = (name: string, text: string, values: unknown[]): TimedQuery => ({
  name,
  text,
  values,
  query_timeout: longestQueryMs,
});

const appsByClientId = `
  SELECT a."clientId", a."id" AS "appId", a."accountId", a."ownerId", a."epoch", a."state"::text AS "state",
         a."removedAt" IS NOT NULL AS "removed",
         o."status" = 'active' AS "ownerActive",
         extract(epoch FROM statement_timestamp())::float8 AS "now",
         (SELECT coalesce(json_agg(held."scopeId"), '[]')
            FROM "AppScope" held JOIN "Scope" s ON s."id" = held."scopeId"
           WHERE held."appId" = a."id" AND s."retiredAt" IS NULL) AS "scopes",
         (SELECT coalesce(json_agg(json_build_object('id', c."id", 'digest', c."digest", 'expiresAt', c."expiresAt")
                                   ORDER BY c."createdAt" DESC, c."id"), '[]')
            FROM "AppSecret" c
           WHERE c."appId" = a."id") AS "secrets",
         a."secretsAllowed",
         (SELECT coalesce(json_agg(json_build_object('id', k."id", 'publicJwk', k."publicJwk", 'jwksUrl', k."jwksUrl",
                                                     'expiresAt', k."expiresAt")), '[]')
            FROM "AppKey" k
           WHERE k."appId" = a."id") AS "keys"
    FROM "App" a JOIN "User" o ON o."id" = a."ownerId"
   WHERE a."clientId" = ANY($1)`;

/** The facts about the app with this client ID, read from the database after the call; undefined when there is none. */
export const findApp = sharedQuery<AppFacts>(async (clientIds) => {
  const { rows } = await pool().query<AppFacts>(query("apps-by-client-id", appsByClientId, [clientIds]));
  return new Map(rows.map((row) => [row.clientId, row]));
});

/** Whether the token with this `jti` was revoked by itself: true or undefined. */
export const findRevocation = sharedQuery<true>(async (jtis) => {
  const text = `SELECT "jti" FROM "RevokedToken" WHERE "jti" = ANY($1)`;
  const { rows } = await pool().query<{ jti: string }>(query("revocations-by-jti", text, [jtis]));
  return new Map(rows.map((row) => [row.jti, true]));
});

/** The id of the account whose introspection key has this digest. */
export const findAccountByKeyDigest = sharedQuery<string>(async (digests) => {
  const text = `SELECT "id", "introspectionKeyDigest" AS "digest" FROM "Account" WHERE "introspectionKeyDigest" = ANY($1)`;
  const { rows } = await pool().query<{ id: string; digest: string }>(query("accounts-by-key", text, [digests]));
  return new Map(rows.map((row) => [row.digest, row.id]));
});

/** The client ID of an app, undefined when there is no such app or it was removed. */
export async function findClientId(appId: string): Promise<string | undefined> {
  const text = `SELECT "clientId" FROM "App" WHERE "id" = $1 AND "removedAt" IS NULL`;
  const { rows } = await pool().query<{ clientId: string }>(query("client-id-of-app", text, [appId]));
  return rows[0]?.clientId;
}
