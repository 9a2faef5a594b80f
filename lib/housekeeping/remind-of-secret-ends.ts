import * as z from "zod";
import { config } from "@/lib/config";
import { reminderAt, reminders, secretEndNotice } from "@/lib/credentials/secret-end";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { transaction } from "@/lib/database/transaction";
import { secretEndsLetter } from "@/lib/mail/letters";
import { queueLetters } from "@/lib/mail/outbox";

const batch = 100;

const secretRow = row({
  id: z.string(),
  appId: z.string(),
  appName: z.string(),
  ownerEmail: z.string().nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
  remindedDays: z.number().nullable(),
  now: z.date(),
});

type EndingSecret = z.output<typeof secretRow>;

/**
 * Reminds people that a client secret expires, with a notice on the app and an email to its owner: 14, 7 and 1 days
 * before by the database's clock, each once. Reminders already past when the expiry was set are skipped. Returns how
 * many secrets it reminded of.
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
  const rows: unknown[] = await tx.$queryRaw`
    SELECT s."id", s."appId", a."name" AS "appName", s."createdAt", s."expiresAt", s."lastUsedAt", s."remindedDays",
           CASE WHEN o."status" = 'active' THEN o."email" END AS "ownerEmail", now() AS "now"
      FROM "AppSecret" s JOIN "App" a ON a."id" = s."appId" JOIN "User" o ON o."id" = a."ownerId"
     WHERE s."expiresAt" > now() AND a."removedAt" IS NULL
       AND s."expiresAt" <= now() + make_interval(days => ${reminders[0]}::int)
       AND EXISTS (SELECT FROM unnest(${[...reminders]}::int[]) AS "days"
                    WHERE s."expiresAt" <= now() + make_interval(days => "days")
                      AND (s."remindedDays" IS NULL OR s."remindedDays" > "days"))
     ORDER BY s."expiresAt" LIMIT ${batch} FOR UPDATE OF s SKIP LOCKED`;
  const secrets = typed(secretRow, rows);
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

/** In UTC, because readers' time zones aren't known here. */
const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function sentenceOf({ createdAt, expiresAt, lastUsedAt }: EndingSecret): string {
  const use = lastUsedAt
    ? `It was last used on ${moment(lastUsedAt)}. Switch whatever still uses it to another secret by then.`
    : "It was never used.";
  return `The client secret created on ${moment(createdAt)} expires on ${moment(expiresAt)}. ${use}`;
}
