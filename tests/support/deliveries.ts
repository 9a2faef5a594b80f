import type pg from "pg";
import { randomId, unseal } from "@/lib/crypto";
import type { Attempt } from "@/lib/deliveries/attempt";
import type { Claimed } from "@/lib/deliveries/claim";
import type { Sent } from "@/lib/outgoing/send";
import { secretTokenPlace } from "@/lib/outgoing/signing-tokens";
import type { TestApp } from "@/tests/support/world";

/**
 * Turns an app's Event subscriptions on and adds an enabled subscription. @returns its ID
 * @returns its id
 */
export async function subscribe(
  pool: pg.Pool,
  { appId }: Pick<TestApp, "appId">,
  { url = "https://hooks.example.com/in", events = ["user.updated"] }: { url?: string; events?: string[] } = {},
): Promise<string> {
  const id = randomId();
  await pool.query(`UPDATE "App" SET "eventsEnabled" = true WHERE "id" = $1`, [appId]);
  await pool.query(
    `INSERT INTO "Subscription" ("id", "appId", "url", "enabled", "validatedUrl", "validatedTokenId", "validatedAt")
     SELECT $1, "id", $3, true, $3, "secretTokenId", now() FROM "App" WHERE "id" = $2`,
    [id, appId, url],
  );
  await pool.query(`INSERT INTO "SubscriptionEvent" SELECT $1, unnest($2::text[])`, [id, events]);
  return id;
}

/** An app's secret token in clear text. */
export async function secretTokenOf(pool: pg.Pool, { appId }: Pick<TestApp, "appId">): Promise<string> {
  const { rows } = await pool.query<{ sealed: string }>(
    `SELECT "secretTokenSealed" AS "sealed" FROM "App" WHERE "id" = $1`,
    [appId],
  );
  return unseal(rows[0]?.sealed ?? "", secretTokenPlace(appId));
}

/** An attempt with this response from the endpoint; default: 200. */
export function attemptOf(claimed: Claimed, answered: Partial<Sent> = {}): Attempt {
  const status = answered.status === undefined ? 200 : answered.status;
  const failed = status === null || status > 299;
  const sent: Sent = {
    url: claimed.url,
    address: "192.0.2.1",
    responseHeaders: { server: "test" },
    responseBody: "seen",
    responseCut: false,
    retryAfterSeconds: null,
    timings: { dns: 1, connect: 2, tls: 3, firstByte: 10, total: 12.4 },
    failure: failed ? "status" : null,
    message: failed ? "It was not 2xx." : null,
    ...answered,
    status,
  };
  return { claimed, startedAt: claimed.now, headers: { "content-type": "application/json" }, sent };
}
