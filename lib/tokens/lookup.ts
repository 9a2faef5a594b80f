import * as z from "zod";
import { lookups } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { coalesce } from "@/lib/tokens/coalesce";
import { type AppFacts, appFacts } from "@/lib/tokens/rules";

// One JSON column: the driver's cost is per column, and JSON.parse is cheaper.
const truth = `
  SELECT row_to_json(found) AS "found" FROM (
  SELECT a."clientId", a."id" AS "appId", a."accountId", a."ownerId", a."epoch", a."state"::text AS "state",
         a."removedAt" IS NOT NULL AS "removed",
         o."status" = 'active' AS "ownerActive",
         extract(epoch FROM statement_timestamp())::float8 AS "now",
         (SELECT coalesce(json_agg(held."scopeId"), '[]')
            FROM "AppScope" held JOIN "Scope" s ON s."id" = held."scopeId"
           WHERE held."appId" = a."id" AND s."retiredAt" IS NULL) AS "scopes",
         (SELECT coalesce(json_agg(json_build_object('id', c."id", 'digest', c."digest",
                                                     'expiresAt', extract(epoch FROM c."expiresAt"))
                                   ORDER BY c."createdAt" DESC, c."id"), '[]')
            FROM "AppSecret" c
           WHERE c."appId" = a."id") AS "secrets",
         a."secretsAllowed",
         (SELECT coalesce(json_agg(json_build_object('id', k."id", 'publicJwk', k."publicJwk", 'jwksUrl', k."jwksUrl",
                                                     'expiresAt', extract(epoch FROM k."expiresAt"))), '[]')
            FROM "AppKey" k
           WHERE k."appId" = a."id") AS "keys",
         (SELECT coalesce(json_agg(r."jti"), '[]') FROM "RevokedToken" r WHERE r."jti" = ANY($2)) AS "revoked"
    FROM "App" a JOIN "User" o ON o."id" = a."ownerId"
   WHERE a."clientId" = ANY($1)) found`;

/** A client and, optionally, the `jti` of one of its tokens. */
type Question = { clientId: string; jti?: string };

const truthRow = row({ found: appFacts.extend({ revoked: z.array(z.string()) }) });

/** `app`: undefined if no app has this client ID. `isRevoked`: whether this token was revoked individually. */
type Truth = { app: AppFacts | undefined; isRevoked: boolean };

/** The current state of a client, and of one of its tokens, read from the database after the call. */
export const lookUp = coalesce<Question, Truth>(async (questions) => {
  const clientIds = [...new Set(questions.map(({ clientId }) => clientId))];
  const jtis = questions.flatMap(({ jti }) => jti ?? []);
  const { rows } = await lookups().query({ name: "truth", text: truth, values: [clientIds, jtis] });
  const truths = typed(truthRow, rows);
  const apps = new Map(truths.map(({ found }) => [found.clientId, found]));
  const revoked = new Set(truths[0]?.found.revoked);
  return questions.map(({ clientId, jti = "" }) => ({ app: apps.get(clientId), isRevoked: revoked.has(jti) }));
});

const accountRow = row({ id: z.string(), digest: z.string() });

/** The id of the account whose introspection key has this digest; undefined if there is none. */
export const findAccountByKeyDigest = coalesce<string, string | undefined>(async (digests) => {
  const text = `SELECT "id", "introspectionKeyDigest" AS "digest" FROM "Account" WHERE "introspectionKeyDigest" = ANY($1)`;
  const { rows } = await lookups().query({
    name: "accounts-by-key",
    text,
    values: [digests],
  });
  const ids = new Map(typed(accountRow, rows).map(({ digest, id }) => [digest, id]));
  return digests.map((digest) => ids.get(digest));
});

const clientRow = row({ clientId: z.string() });

/** The client ID of an app; undefined if it does not exist or was removed. */
export async function findClientId(appId: string): Promise<string | undefined> {
  const text = `SELECT "clientId" FROM "App" WHERE "id" = $1 AND "removedAt" IS NULL`;
  const { rows } = await lookups().query({ name: "client-id-of-app", text, values: [appId] });
  return typed(clientRow, rows)[0]?.clientId;
}
