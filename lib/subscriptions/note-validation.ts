import type { Transaction } from "@/lib/database/db";
import { closeEndpointNotices } from "@/lib/subscriptions/notices";
import type { KeptValidation } from "@/lib/subscriptions/validation-rules";

// What is written of a validation, whoever asked for it: a person through the app's door, or the revalidation.

/** An app has at most 20 subscriptions; some more are remembered for those that are being written. */
const remembered = 100;

/** Remembers that an endpoint URL answered the challenge with this secret token of its app: the newest 100 of an app. */
export async function rememberEndpoint(
  tx: Transaction,
  { appId, url, tokenId, at }: { appId: string; url: string; tokenId: string; at: Date },
): Promise<void> {
  const id = { appId, url, tokenId };
  await tx.validatedEndpoint.upsert({
    where: { appId_url_tokenId: id },
    create: { ...id, at },
    update: { at },
  });
  await tx.$executeRaw`
    DELETE FROM "ValidatedEndpoint" WHERE "appId" = ${appId} AND ("url", "tokenId") IN (
      SELECT "url", "tokenId" FROM "ValidatedEndpoint" WHERE "appId" = ${appId} ORDER BY "at" DESC OFFSET ${remembered})`;
}

/** Forgets that an endpoint URL ever answered: what is saved with it from now on has to be validated. */
export async function forgetEndpoint(tx: Transaction, where: { appId: string; url: string }): Promise<void> {
  await tx.validatedEndpoint.deleteMany({ where });
}

type Noted = { id: string; url: string; kept: KeptValidation };

type NotedValid = Noted & { appId: string; tokenId: string; at: Date; nextAt: Date; enables: boolean };

/**
 * Notes on a subscription, if it still has that URL, that it is validated; `enables` it whatever disabled it. Notices
 * about its endpoint are closed. Returns how many those were.
 */
export async function noteValidated(tx: Transaction, { id, url, kept, appId, ...noted }: NotedValid): Promise<number> {
  const { count } = await tx.subscription.updateMany({
    where: { id, url },
    data: {
      validatedUrl: url,
      validatedTokenId: noted.tokenId,
      validatedAt: noted.at,
      nextValidationAt: noted.nextAt,
      validationFailures: 0,
      lastValidation: kept,
      ...(noted.enables ? { enabled: true, disabledBecause: null } : {}),
    },
  });
  if (count === 0) return 0;
  if (noted.enables) await tx.endpointHealth.deleteMany({ where: { subscriptionId: id } });
  return closeEndpointNotices(tx, { appId, subscriptionId: id });
}

/** Notes on a subscription, if it still has that URL, that it was not valid. What it was validated with before still counts. */
export async function noteNotValidated(tx: Transaction, { id, url, kept }: Noted): Promise<void> {
  await tx.subscription.updateMany({ where: { id, url }, data: { lastValidation: kept } });
}
