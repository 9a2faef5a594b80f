import { Prisma } from "@/generated/prisma/client";
import type { AppState } from "@/lib/app-state";
import type { Part } from "@/lib/apps/app-parts";
import { isValidated } from "@/lib/apps/held-subscriptions";
import { informationNames } from "@/lib/apps/information-fields";
import type { ActivationFacts } from "@/lib/apps/rules";
import type { Transaction } from "@/lib/database/db";

const information = Prisma.raw(informationNames.map((name) => `a."${name}"`).join(", "));

/**
 * The facts about an app that the activation rules need, in one statement. A credential counts unless it had expired
 * when the transaction began. null: there is no such app.
 */
export async function findActivationFacts(tx: Transaction, appId: string): Promise<Found | null> {
  const [found] = await findAllActivationFacts(tx, [appId]);
  if (!found) return null;
  const { id: _id, ...facts } = found;
  return facts;
}

/** The same facts of several apps, in one statement and in no order. */
export const findAllActivationFacts = (tx: Transaction, appIds: readonly string[]) =>
  tx.$queryRaw<(Found & { id: string })[]>`
    SELECT a."id", ${information}, a."state", a."eventsEnabled",
           (SELECT count(*)::int FROM "AppScope" h WHERE h."appId" = a."id") AS "scopeCount",
           (SELECT count(*)::int FROM (
              SELECT k."expiresAt" FROM "AppSecret" k WHERE k."appId" = a."id" AND a."secretsAllowed"
              UNION ALL SELECT k."expiresAt" FROM "AppKey" k WHERE k."appId" = a."id") k
             WHERE k."expiresAt" IS NULL OR k."expiresAt" > now()) AS "usableCredentialCount",
           coalesce((SELECT json_agg(json_build_object(
                       'id', s."id", 'enabled', s."enabled", 'validated', ${isValidated}, 'eventCount',
                       (SELECT count(*) FROM "SubscriptionEvent" e WHERE e."subscriptionId" = s."id"))
                       ORDER BY s."createdAt", s."id")
                       FROM "Subscription" s WHERE s."appId" = a."id"), '[]') AS "subscriptions"
      FROM "App" a WHERE a."id" = ANY(${appIds})`;

type Found = ActivationFacts & { state: AppState };

/** The same facts, as a part of a locked app. */
export const activationFacts: Part<ActivationFacts> = async (tx, { id }) => {
  const facts = await findActivationFacts(tx, id);
  if (!facts) throw new Error("A locked app does not exist");
  return facts;
};
