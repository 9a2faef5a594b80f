import { isSameUrl } from "@/lib/apps/url-rules";
import type { Transaction } from "@/lib/database/db";
import { closeEndpointNotices } from "@/lib/subscriptions/notices";
import type { KeptValidation } from "@/lib/subscriptions/validation-rules";

// Stores the result of a validation, whether requested by a person (validation.ts) or due (revalidate.ts).

/** An app has at most 20 subscriptions; the rest are URLs validated before they are saved. */
const remembered = 100;

/** Remembers that a URL answered the challenge with this secret token of the app; keeps the app's newest 100. */
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

/** Forgets that a URL ever answered, so that subscriptions saved with it from now on must be validated. */
export async function forgetEndpoint(tx: Transaction, { appId, url }: { appId: string; url: string }): Promise<void> {
  const known = await tx.validatedEndpoint.findMany({ where: { appId }, select: { url: true } });
  const same = known.map((one) => one.url).filter((one) => isSameUrl(one, url));
  if (same.length > 0) await tx.validatedEndpoint.deleteMany({ where: { appId, url: { in: same } } });
}

type Noted = { id: string; url: string; kept: KeptValidation };

type NotedValid = Noted & { appId: string; tokenId: string; at: Date; nextAt: Date; enables: boolean };

/**
 * Marks a subscription as validated if it still has that URL; `enables`: also enables it, whatever disabled it. Closes
 * the notices about its endpoint and returns how many there were.
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

/** Stores a failed validation if the subscription still has that URL. Its last successful one still counts. */
export async function noteNotValidated(tx: Transaction, { id, url, kept }: Noted): Promise<void> {
  await tx.subscription.updateMany({ where: { id, url }, data: { lastValidation: kept } });
}
