import * as z from "zod";
import { AuthorizationKind } from "@/generated/prisma/enums";
import { type AuditEntryInput, record } from "@/lib/audit/record";
import { randomId } from "@/lib/crypto";
import { pool, type Transaction } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { transaction } from "@/lib/database/transaction";
import { log } from "@/lib/log";
import type { SealedTokens } from "@/lib/outgoing/signing-tokens";
import { type Answered, askEndpoint } from "@/lib/subscriptions/ask-endpoint";
import type { SealedAuthorization } from "@/lib/subscriptions/authorization";
import { disableSubscription } from "@/lib/subscriptions/disable";
import { noteNotValidated, noteValidated, rememberEndpoint } from "@/lib/subscriptions/note-validation";
import { noteForOwner } from "@/lib/subscriptions/notices";
import { afterFailures, afterSuccess, disabledAfter, toldAfter } from "@/lib/subscriptions/validation-rules";

const atOnce = 10;
/** How long a claim lasts: longer than obtaining a token and the challenge take. */
const leaseSeconds = 60;
const everyMs = 60_000;

/** A due subscription, claimed until `claimedTill`; `now`: when it was claimed, by the database's clock. */
type Due = SealedAuthorization & {
  name: string;
  url: string;
  failures: number;
  claimedTill: Date;
  now: Date;
  tokens: SealedTokens & { secretTokenId: string; previousTokenId: string | null };
};

/**
 * Revalidates what is due by the database's clock: enabled subscriptions of activated apps with Event subscriptions on,
 * 72 hours after the last success, or sooner after a failure. Any number of servers may run this concurrently: each
 * subscription is claimed by one of them. Stops when nothing is due or on `signal`; returns how many it validated.
 */
export async function revalidateDue(signal: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const due = await claimDue();
    await Promise.all(due.map((one) => revalidate(one, signal)));
    total += due.length;
    if (due.length < atOnce) break;
  }
  return total;
}

/** Revalidates what is due every minute. The function returned stops it and waits for the round in progress. */
export function startRevalidation(): () => Promise<void> {
  const stopping = new AbortController();
  let round: Promise<unknown> = Promise.resolve();
  const begin = () => {
    round = round
      .then(() => revalidateDue(stopping.signal))
      .catch((error) => log.warn({ err: error }, "endpoints were not validated again"));
  };
  const minutely = setInterval(begin, everyMs);
  return async () => {
    clearInterval(minutely);
    stopping.abort();
    await round;
  };
}

async function claimDue(): Promise<Due[]> {
  const { rows } = await pool().query(claimText, [atOnce, leaseSeconds]);
  return typed(dueRow, rows).map(({ appId, secretTokenId, previousTokenId, ...claimed }) => {
    const { secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns, ...due } = claimed;
    const sealed = { secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns };
    return { ...due, tokens: { id: appId, secretTokenId, previousTokenId, ...sealed } };
  });
}

const dueRow = row({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  failures: z.number(),
  claimedTill: z.date(),
  now: z.date(),
  authorizationKind: z.enum(AuthorizationKind),
  authorizationSealed: z.string().nullable(),
  authorizationId: z.string(),
  appId: z.string(),
  secretTokenSealed: z.string(),
  secretTokenId: z.string(),
  previousTokenSealed: z.string().nullable(),
  previousTokenId: z.string().nullable(),
  previousTokenEndsAt: z.date().nullable(),
  previousTokenSigns: z.boolean(),
});

// Round-robin by account, so that one account's many hanging endpoints don't hold up the others'.
const claimText = `
  WITH line AS MATERIALIZED (
    SELECT s."id", s."nextValidationAt" AS "at",
           row_number() OVER (PARTITION BY a."accountId" ORDER BY s."nextValidationAt") AS "place"
      FROM "Subscription" s JOIN "App" a ON a."id" = s."appId"
     WHERE s."nextValidationAt" <= now() AND s."enabled"
       AND a."state" = 'activated' AND a."removedAt" IS NULL AND a."eventsEnabled"
  ), due AS (
    SELECT s."id" FROM line JOIN "Subscription" s USING ("id") WHERE s."nextValidationAt" <= now()
     ORDER BY line."place", line."at" LIMIT $1 FOR UPDATE OF s SKIP LOCKED)
  UPDATE "Subscription" s SET "nextValidationAt" = now() + make_interval(secs => $2)
    FROM due, "App" a WHERE s."id" = due."id" AND a."id" = s."appId"
  RETURNING s."id", s."name", s."url", s."validationFailures" AS "failures", s."nextValidationAt" AS "claimedTill", now() AS "now",
    s."authorizationKind", s."authorizationSealed", s."authorizationId", a."id" AS "appId", a."secretTokenSealed", a."secretTokenId",
    a."previousTokenSealed", a."previousTokenId", a."previousTokenEndsAt", a."previousTokenSigns"`;

/** Validates one endpoint and stores the result. If we fail ourselves, it is due again when the claim expires. */
async function revalidate(due: Due, signal: AbortSignal): Promise<void> {
  try {
    const answered = await askEndpoint({ ...due, authorization: due }, signal);
    if (signal.aborted) return;
    const failures = await transaction((tx) => note(tx, due, answered));
    if (failures >= disabledAfter) await disableSubscription(due.id, "validation");
  } catch (error) {
    log.warn({ err: error, subscription: due.id }, "an endpoint was not validated again");
  }
}

/**
 * Stores the result, unless the subscription was changed or claimed by another server in the meantime.
 * @returns how many times in a row it has now failed
 */
async function note(tx: Transaction, due: Due, { tokenId, kept }: Answered): Promise<number> {
  const { id, url, now, tokens } = due;
  const rows: unknown[] = await tx.$queryRaw`
    SELECT a."accountId", a."name" FROM "App" a JOIN "Subscription" s ON s."appId" = a."id"
     WHERE s."id" = ${id} AND s."url" = ${url} AND s."nextValidationAt" = ${due.claimedTill} AND s."enabled"
       FOR UPDATE OF a, s`;
  const [app] = typed(appRow, rows);
  if (!app) return 0;
  if (tokenId === null) return noteFailure(tx, due, app, kept);
  await rememberEndpoint(tx, { appId: tokens.id, url, tokenId, at: now });
  const nextAt = afterSuccess(tokenId === tokens.secretTokenId ? null : tokens.previousTokenEndsAt, now);
  const noted = { id, url, tokenId, kept, at: now, nextAt, appId: tokens.id, enables: false };
  const closed = await noteValidated(tx, noted);
  if (closed > 0) await recordByPatchbay(tx, due, app, { action: "app.subscriptionValidated", after: { url } });
  return 0;
}

const appRow = row({ accountId: z.string(), name: z.string() });

type App = z.output<typeof appRow>;

async function noteFailure(tx: Transaction, due: Due, app: App, kept: Answered["kept"]): Promise<number> {
  const { id, url, now } = due;
  const failures = due.failures + 1;
  await noteNotValidated(tx, { id, url, kept });
  const nextValidationAt = afterFailures(failures, now);
  await tx.subscription.update({ where: { id }, data: { validationFailures: failures, nextValidationAt } });
  await recordByPatchbay(tx, due, app, { action: "app.subscriptionNotValidated", after: { url, failures } });
  if (toldAfter.includes(failures)) {
    const message = `The endpoint of ${titleOf(due)} could not be validated ${failures} times in a row; after ${disabledAfter} times its subscription is disabled. Check its answer on the Feature step.`;
    await noteForOwner(tx, { appId: due.tokens.id, subscriptionId: id, about: "endpoint-not-validated", message });
  }
  return failures;
}

async function recordByPatchbay(
  tx: Transaction,
  { tokens: { id: appId } }: Due,
  { accountId, name }: App,
  entry: Pick<AuditEntryInput, "action" | "after">,
): Promise<void> {
  const patchbay = { userId: null, name: "Patchbay", accountId, address: "" };
  await record(tx, patchbay, randomId(), [{ ...entry, target: { id: appId, name }, appId }]);
}

/** A subscription in a sentence: “Bell” (https://example.com/bell), or just its URL. */
const titleOf = ({ name, url }: Due): string => (name ? `“${name}” (${url})` : url);
