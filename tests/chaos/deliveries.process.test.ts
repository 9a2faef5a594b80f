import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase } from "@/lib/database/db";
import { runChaos } from "@/tests/chaos/run";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, times } from "@/tests/support/prove";
import { runServer } from "@/tests/support/server";

let postgres: OwnPostgres;

beforeAll(async () => {
  postgres = await ownPostgres();
});

afterAll(async () => {
  await closeDatabase();
  await postgres?.remove();
});

it("no delivery is lost or overwritten by kills, database restarts and a worker frozen beyond its lease", {
  timeout: 300_000,
}, async () => {
  const hurry = times(1, 0) === 1;
  const chaos = { deliveries: times(240, 2000), kills: times(2, 15), restarts: times(1, 4), hurry };
  const toll = await runChaos(postgres, chaos);
  expect(toll).toMatchObject({ lost: 0, overwritten: 0, exitCodes: [0, 0] });
  expect(toll.takenOver).toBeGreaterThan(0);
  if (!hurry) expect(toll.lastAfterKillMs).toBeLessThan(12_000);
  figure(
    "Deliveries with two workers, killed and frozen, on a database that is restarted",
    `${chaos.deliveries} deliveries, ${chaos.kills} × kill -9, ${chaos.restarts} immediate restarts, one worker frozen past its lease: ` +
      `${toll.lost} lost, ${toll.duplicates} twice, ${toll.overwritten} overwritten, ${toll.takenOver} taken over; ` +
      `the last arrived ${(toll.lastAfterKillMs / 1000).toFixed(1)} s after the last kill`,
  );
});

it("a worker without DATABASE_URL says so", async () => {
  const worker = runServer({ DATA_DIR: "/nowhere", SECRET_KEYS: String(process.env.SECRET_KEYS) }, "dist/worker.js");
  expect(await worker.exit).toBe(1);
  expect(worker.output()).toContain("Set DATABASE_URL to run separate workers.");
});
