import * as z from "zod";
import { Prisma } from "@/generated/prisma/client";
import { appStates } from "@/lib/app-state";
import type { Part } from "@/lib/apps/app-parts";
import { informationColumns } from "@/lib/apps/app-row";
import { isValidated } from "@/lib/apps/held-subscriptions";
import { informationNames } from "@/lib/apps/information-fields";
import type { ActivationFacts } from "@/lib/apps/rules";
import { usableKeysSql, usableSecretsSql } from "@/lib/apps/usable-credentials";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

const information = Prisma.raw(informationNames.map((name) => `a."${name}"`).join(", "));

const usableSecrets = Prisma.raw(usableSecretsSql);
const usableKeys = Prisma.raw(usableKeysSql);

const subscriptionFacts = z.strictObject({
  id: z.string(),
  enabled: z.boolean(),
  validated: z.boolean(),
  eventCount: z.number(),
});

const factsRow = row({
  id: z.string(),
  ...informationColumns,
  state: z.enum(appStates),
  eventsEnabled: z.boolean(),
  scopeCount: z.number(),
  usableCredentialCount: z.number(),
  subscriptions: z.array(subscriptionFacts),
});

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
export async function findAllActivationFacts(tx: Transaction, appIds: readonly string[]) {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT a."id", ${information}, a."state", a."eventsEnabled",
           (SELECT count(*)::int FROM "AppScope" h WHERE h."appId" = a."id") AS "scopeCount",
           ((SELECT count(*) FROM ${usableSecrets}) + (SELECT count(*) FROM ${usableKeys}))::int AS "usableCredentialCount",
           coalesce((SELECT json_agg(json_build_object(
                       'id', s."id", 'enabled', s."enabled", 'validated', ${isValidated}, 'eventCount',
                       (SELECT count(*) FROM "SubscriptionEvent" e WHERE e."subscriptionId" = s."id"))
                       ORDER BY s."createdAt", s."id")
                       FROM "Subscription" s WHERE s."appId" = a."id"), '[]') AS "subscriptions"
      FROM "App" a WHERE a."id" = ANY(${appIds})`;
  return typed(factsRow, rows);
}

type Found = Omit<z.output<typeof factsRow>, "id">;

/** The same facts, as a part of a locked app. */
export const activationFacts: Part<ActivationFacts> = async (tx, { id }) => {
  const facts = await findActivationFacts(tx, id);
  if (!facts) throw new Error("A locked app does not exist");
  return facts;
};
