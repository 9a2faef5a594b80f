import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { type Claimed, claimDeliveries } from "@/lib/deliveries/claim";
import { atOnce } from "@/lib/deliveries/rules";
import { makeSubscriber } from "@/tests/support/engine";
import { figure, percentile, times } from "@/tests/support/prove";

const dead = times(40, 5_000);
const waitingAtEach = 20;
const claims = times(3, 40);

let healthy: string;

/** Many endpoints that have failed for a day and have deliveries waiting, next to a healthy one with ten due. */
beforeAll(async () => {
  const { app, subscription, report } = await makeSubscriber();
  healthy = subscription;
  await report(waitingAtEach);
  const values = [app.appId, healthy, dead];
  await pool().query(addDead, values);
  await pool().query(letWait, values.slice(0, 2));
  await pool().query(letFail, [healthy]);
  await pool().query(
    `DELETE FROM "Delivery" WHERE "id" IN (SELECT "id" FROM "Delivery" WHERE "subscriptionId" = $1 LIMIT 10)`,
    [healthy],
  );
  await pool().query("VACUUM ANALYZE");
}, 120_000);

const addDead = `
  INSERT INTO "Subscription" ("id", "appId", "url", "enabled", "validatedUrl", "validatedTokenId", "validatedAt")
  SELECT md5("id" || n), "appId", "url", true, "url", "validatedTokenId", now()
    FROM "Subscription", generate_series(1, $3::int) n WHERE "appId" = $1 AND "id" = $2`;

const letWait = `
  INSERT INTO "Delivery" ("id", "accountId", "reportId", "appId", "subscriptionId", "event", "retry")
  SELECT md5(d."id" || s."id"), d."accountId", d."reportId", d."appId", s."id", d."event", 3
    FROM "Delivery" d JOIN "Subscription" s ON s."appId" = d."appId" AND s."id" <> d."subscriptionId"
   WHERE d."appId" = $1 AND d."subscriptionId" = $2`;

const letFail = `
  INSERT INTO "EndpointHealth" ("subscriptionId", "failuresInRow", "failingSince", "openUntil")
  SELECT "id", 20, now() - interval '1 day', now() + interval '1 hour' FROM "Subscription" WHERE "id" <> $1`;

/** Makes everything due again, as if nothing had been claimed, and allows this many dead endpoints to be probed. */
async function begin(probes: number): Promise<void> {
  await pool().query(
    `UPDATE "Delivery" SET "dueAt" = now() - interval '1 minute' WHERE "state" = 'pending' AND "dueAt" > now()`,
  );
  await pool().query(
    `UPDATE "EndpointHealth" SET "openUntil" = now() + interval '1 hour' WHERE "openUntil" < now() + interval '1 minute'`,
  );
  await pool().query(
    `UPDATE "EndpointHealth" SET "openUntil" = now() - interval '1 second'
      WHERE "subscriptionId" IN (SELECT "subscriptionId" FROM "EndpointHealth" LIMIT $1)`,
    [probes],
  );
}

async function timedClaim(free: number): Promise<{ claimed: Claimed[]; ms: number }> {
  const begun = performance.now();
  const claimed = await claimDeliveries({ free, byAccount: new Map(), byEndpoint: new Map() });
  return { claimed, ms: performance.now() - begun };
}

const countOf = (claimed: Claimed[], isHealthy: boolean): number =>
  claimed.filter(({ subscriptionId }) => (subscriptionId === healthy) === isHealthy).length;

describe(`beside ${dead} dead endpoints, a claim`, () => {
  it.each([0, dead / 20, dead])(
    "of which %i may be probed takes all that a healthy one may have, and one of each other",
    async (probes) => {
      const took: number[] = [];
      for (let i = 0; i < claims; i++) {
        await begin(probes);
        const { claimed, ms } = await timedClaim(atOnce.inProcess);
        expect(countOf(claimed, true)).toBe(atOnce.perEndpoint);
        expect(countOf(claimed, false)).toBe(Math.min(probes, atOnce.perAccount - atOnce.perEndpoint));
        took.push(ms);
      }
      figure(
        `A claim beside ${dead} dead endpoints with ${waitingAtEach} waiting at each, ${probes} of them to be probed`,
        `median ${percentile(took).toFixed(0)} ms, 95 of 100 within ${percentile(took, 0.95).toFixed(0)} ms`,
      );
    },
    120_000,
  );

  it("with room for one takes the healthy endpoint's, and concurrent claims probe no endpoint twice", async () => {
    await begin(dead);
    const [one] = (await timedClaim(1)).claimed;
    expect(one?.subscriptionId).toBe(healthy);
    const all = await Promise.all(Array.from({ length: 4 }, () => timedClaim(atOnce.inProcess)));
    const probed = all
      .flatMap(({ claimed }) => claimed.map(({ subscriptionId }) => subscriptionId))
      .filter((id) => id !== healthy);
    expect(new Set(probed).size).toBe(probed.length);
    expect(probed.length).toBeGreaterThanOrEqual(Math.min(dead, atOnce.perAccount - atOnce.perEndpoint));
  });
});
