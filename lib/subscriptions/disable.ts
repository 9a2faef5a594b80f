import * as z from "zod";
import type { DisabledBecause } from "@/generated/prisma/enums";
import { record } from "@/lib/audit/record";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { transaction } from "@/lib/database/transaction";
import { failingDays } from "@/lib/subscriptions/limits";
import { forgetEndpoint } from "@/lib/subscriptions/note-validation";
import { type NoteForOwner, noteForOwner } from "@/lib/subscriptions/notices";
import { disabledAfter } from "@/lib/subscriptions/validation-rules";

type Reason = Exclude<DisabledBecause, "person">;

/** The notice shown on the app, by the reason Patchbay disabled a subscription. */
const notices: Record<Reason, Pick<NoteForOwner, "about"> & { sentence: (url: string) => string }> = {
  gone: {
    about: "endpoint-gone",
    sentence: (url) =>
      `${url} answered 410 Gone, which means permanently. Its event subscription was disabled and its pending deliveries were cancelled.`,
  },
  failing: {
    about: "endpoint-failing",
    sentence: (url) =>
      `Nothing could be delivered to ${url} for ${failingDays} days. Its event subscription was disabled and its pending deliveries were cancelled.`,
  },
  validation: {
    about: "endpoint-not-validated",
    sentence: (url) =>
      `${url} failed the challenge ${disabledAfter} times in a row. Its event subscription was disabled and its pending deliveries were cancelled.`,
  },
};

/**
 * Disables a subscription because of its endpoint, which cancels its pending deliveries. A notice on the app explains
 * it, and the audit log names Patchbay as the actor. Does nothing if the subscription is already disabled or removed.
 */
export const disableSubscription = (subscriptionId: string, because: Reason): Promise<void> =>
  transaction((tx) => disable(tx, subscriptionId, because));

const subscriptionRow = row({ url: z.string(), name: z.string() });

async function disable(tx: Transaction, id: string, because: Reason): Promise<void> {
  const app = await lockAppOf(tx, id);
  if (!app) return;
  const rows: unknown[] = await tx.$queryRaw`
    UPDATE "Subscription" SET "enabled" = false, "disabledBecause" = ${because}::"DisabledBecause", "updatedAt" = now()
     WHERE "id" = ${id} AND "enabled" RETURNING "url", "name"`;
  const [subscription] = typed(subscriptionRow, rows);
  if (!subscription) return;
  const { about, sentence } = notices[because];
  const message = `${sentence(subscription.url)} Fix the endpoint, then validate it again on the Feature step.`;
  await noteForOwner(tx, { appId: app.id, subscriptionId: id, about, message });
  await forgetEndpoint(tx, { appId: app.id, url: subscription.url });
  const patchbay = { userId: null, name: "Patchbay", accountId: app.accountId, address: "" };
  const after = { name: subscription.name, url: subscription.url, because };
  const entry = { action: "app.subscriptionDisabled" as const, target: { id: app.id, name: app.name }, appId: app.id };
  await record(tx, patchbay, randomId(), [{ ...entry, after }]);
}

const appRow = row({ id: z.string(), accountId: z.string(), name: z.string() });

/** Locks the app first, as every change of an app does. */
async function lockAppOf(tx: Transaction, subscriptionId: string): Promise<z.output<typeof appRow> | undefined> {
  const rows: unknown[] = await tx.$queryRaw`
    SELECT a."id", a."accountId", a."name" FROM "App" a JOIN "Subscription" s ON s."appId" = a."id"
     WHERE s."id" = ${subscriptionId} FOR UPDATE OF a`;
  return typed(appRow, rows)[0];
}
