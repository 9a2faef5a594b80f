import * as z from "zod";
import { AuthorizationKind } from "@/generated/prisma/enums";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { claimText } from "@/lib/deliveries/claim-sql";
import type { SealedTokens } from "@/lib/outgoing/signing-tokens";
import type { SealedAuthorization } from "@/lib/subscriptions/authorization";

/** A delivery leased to this process, with everything needed to send it. */
export type Claimed = {
  id: string;
  /** Rises with each claim; a worker with an older value writes nothing. */
  fence: number;
  retry: number;
  isTest: boolean;
  accountId: string;
  subscriptionId: string;
  url: string;
  body: string;
  /** The trace the event was reported in; null: none. */
  traceparent: string | null;
  app: SealedTokens;
  authorization: SealedAuthorization;
  /** The database's clock at the claim, and this process's `performance.now()` just before it. */
  now: Date;
  sinceMs: number;
};

/** The deliveries in progress in this process, by account and endpoint, and how many more it can take. */
export type UnderWay = {
  free: number;
  byAccount: ReadonlyMap<string, number>;
  byEndpoint: ReadonlyMap<string, number>;
};

/**
 * Claims deliveries that are due, fairly by account. Places go to the account with the fewest in progress, up to a
 * share that shrinks with the places left, so that some stay free for accounts that come later. Within an account they
 * go round-robin to its endpoints, healthy ones first: at most `atOnce.perEndpoint` each, or a single probe if the
 * circuit breaker allows it. Deliveries that must no longer be sent are cancelled, and those of events the app may not
 * receive are held; neither is returned.
 */
export async function claimDeliveries({ free, byAccount, byEndpoint }: UnderWay): Promise<Claimed[]> {
  const sinceMs = performance.now();
  const counts = [byEndpoint.keys(), byEndpoint.values(), byAccount.keys(), byAccount.values()].map((all) => [...all]);
  const values = [...counts, free];
  const { rows } = await pool().query({ name: "claim-deliveries", text: claimText, values });
  return typed(claimedRow, rows).map((one) => claimed(one, sinceMs));
}

const claimedRow = row({
  id: z.string(),
  fence: z.number(),
  retry: z.number(),
  isTest: z.boolean(),
  accountId: z.string(),
  appId: z.string(),
  subscriptionId: z.string(),
  body: z.string(),
  traceparent: z.string().nullable(),
  url: z.string(),
  authorizationKind: z.enum(AuthorizationKind),
  authorizationSealed: z.string().nullable(),
  authorizationId: z.string(),
  secretTokenSealed: z.string(),
  previousTokenSealed: z.string().nullable(),
  previousTokenEndsAt: z.date().nullable(),
  previousTokenSigns: z.boolean(),
  now: z.date(),
});

function claimed(found: z.output<typeof claimedRow>, sinceMs: number): Claimed {
  const { accountId, appId, subscriptionId } = found;
  const { id, fence, retry, isTest, url, body, traceparent, now } = found;
  const { secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns } = found;
  const { authorizationKind, authorizationSealed, authorizationId } = found;
  return {
    ...{ id, fence, retry, isTest, accountId, subscriptionId, url, body, traceparent, now, sinceMs },
    app: { id: appId, secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns },
    authorization: { id: subscriptionId, authorizationKind, authorizationSealed, authorizationId },
  };
}
