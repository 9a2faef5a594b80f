import { config } from "@/lib/config";
import { reminderAt, secretEndNotice } from "@/lib/credentials/secret-end";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { transaction } from "@/lib/database/transaction";
import { secretEndsLetter } from "@/lib/mail/letters";
import { queueLetters } from "@/lib/mail/outbox";

const batch = 100;

type EndingSecret = {
  id: string;
  appId: string;
  appName: string;
  ownerEmail: string | null;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  remindedDays: number | null;
  now: Date;
};

/**
 * Tells the people of an app, by a notice, and its owner, by a letter, that a client secret ends: 14, 7 and 1 days ahead
 * by the database's clock, each once; what had passed when the end was chosen is not told. Returns how many it told of.
 */
export async function remindOfSecretEnds(signal: AbortSignal): Promise<number> {
  let total = 0;
  let reminded = batch;
  while (reminded === batch && !signal.aborted) {
    reminded = await transaction(remindOfSome);
    total += reminded;
  }
  return total;
}

async function remindOfSome(tx: Transaction): Promise<number> {
  const secrets = await tx.$queryRaw<EndingSecret[]>`
    SELECT s."id", s."appId", a."name" AS "appName", s."createdAt", s."expiresAt", s."lastUsedAt", s."remindedDays",
           CASE WHEN o."status" = 'active' THEN o."email" END AS "ownerEmail", now() AS "now"
      FROM "AppSecret" s JOIN "App" a ON a."id" = s."appId" JOIN "User" o ON o."id" = a."ownerId"
     WHERE s."expiresAt" > now() AND a."removedAt" IS NULL
       AND ((s."expiresAt" <= now() + interval '14 days' AND s."remindedDays" IS NULL)
         OR (s."expiresAt" <= now() + interval '7 days' AND s."remindedDays" > 7)
         OR (s."expiresAt" <= now() + interval '1 day' AND s."remindedDays" > 1))
     ORDER BY s."expiresAt" LIMIT ${batch} FOR UPDATE OF s SKIP LOCKED`;
  for (const secret of secrets) await remind(tx, secret);
  return secrets.length;
}

async function remind(tx: Transaction, secret: EndingSecret): Promise<void> {
  const { id, appId, appName, ownerEmail, expiresAt, now } = secret;
  const [kind, message] = [secretEndNotice(id), sentenceOf(secret)];
  await tx.appSecret.update({ where: { id }, data: { remindedDays: reminderAt(expiresAt, now) } });
  await tx.notice.updateMany({ where: { appId, kind, closedAt: null }, data: { closedAt: now } });
  await tx.notice.create({ data: { id: randomId(), appId, kind, message, at: now } });
  if (ownerEmail === null) return;
  const link = `${config().baseUrl}/apps/${appId}/credentials`;
  await queueLetters(tx, [{ to: ownerEmail, ...secretEndsLetter({ appName, sentence: message, link }) }]);
}

/** Nobody's time zone is known here. */
const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function sentenceOf({ createdAt, expiresAt, lastUsedAt }: EndingSecret): string {
  const use = lastUsedAt
    ? `It was last used on ${moment(lastUsedAt)}: whatever still uses it needs another one before.`
    : "It was never used.";
  return `The client secret made on ${moment(createdAt)} ends on ${moment(expiresAt)}. ${use}`;
}
