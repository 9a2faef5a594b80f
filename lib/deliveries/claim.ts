import { pool } from "@/lib/database/db";
import { claimText } from "@/lib/deliveries/claim-sql";
import type { SealedTokens } from "@/lib/outgoing/signing-tokens";
import type { SealedAuthorization } from "@/lib/subscriptions/authorization";

/** A delivery that is this process's own until its lease ends, with all that sending it takes. */
export type Claimed = {
  id: string;
  /** Rises with each claim: who has an older one writes nothing. */
  fence: number;
  retry: number;
  isTest: boolean;
  accountId: string;
  subscriptionId: string;
  url: string;
  body: string;
  app: SealedTokens;
  authorization: SealedAuthorization;
  /** The database's clock at the claim, and this process's `performance.now()` just before it. */
  now: Date;
  sinceMs: number;
};

/** What this process has under way: how many more deliveries it takes, and how many there are by account and endpoint. */
export type UnderWay = {
  free: number;
  byAccount: ReadonlyMap<string, number>;
  byEndpoint: ReadonlyMap<string, number>;
};

/**
 * Claims deliveries that are due, fairly by account: places go to the account with the fewest under way, up to a share
 * that shrinks with the places left, so that some stay free for accounts that come later. Within an account they go round
 * its endpoints, those that do not fail first; of each at most as many as may be under way there at a time, of one that
 * keeps failing a single one when its circuit breaker lets it. What must not be sent any more is cancelled, what its app
 * may not be told of is held, neither is returned.
 */
export async function claimDeliveries({ free, byAccount, byEndpoint }: UnderWay): Promise<Claimed[]> {
  const sinceMs = performance.now();
  const counts = [byEndpoint.keys(), byEndpoint.values(), byAccount.keys(), byAccount.values()].map((all) => [...all]);
  const values = [...counts, free];
  const { rows } = await pool().query<Row>({ name: "claim-deliveries", text: claimText, values });
  return rows.map((row) => claimed(row, sinceMs));
}

type Row = Omit<Claimed, "app" | "authorization" | "sinceMs"> &
  Omit<SealedTokens & SealedAuthorization, "id"> & { appId: string };

function claimed(row: Row, sinceMs: number): Claimed {
  const { accountId, appId, subscriptionId } = row;
  const { id, fence, retry, isTest, url, body, now } = row;
  const { secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns } = row;
  const { authorizationKind, authorizationSealed, authorizationId } = row;
  return {
    ...{ id, fence, retry, isTest, accountId, subscriptionId, url, body, now, sinceMs },
    app: { id: appId, secretTokenSealed, previousTokenSealed, previousTokenEndsAt, previousTokenSigns },
    authorization: { id: subscriptionId, authorizationKind, authorizationSealed, authorizationId },
  };
}
