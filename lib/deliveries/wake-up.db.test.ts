import { expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { listenForDeliveries } from "@/lib/deliveries/wake-up";

it("a worker is notified of reports, even after its connection was lost", async () => {
  let told = 0;
  let hear: () => void = () => undefined;
  const stop = listenForDeliveries(() => {
    told++;
    hear();
  });
  const next = (count: number) =>
    new Promise<void>((resolve) => {
      hear = () => told >= count && resolve();
      hear();
    });
  await next(1);
  await pool().query("NOTIFY deliveries");
  await next(2);
  await pool().query(
    `SELECT pg_terminate_backend("pid") FROM pg_stat_activity WHERE "query" = 'LISTEN deliveries' AND "datname" = current_database()`,
  );
  await next(3);
  await pool().query("NOTIFY deliveries");
  await next(4);
  await stop();
  await pool().query("NOTIFY deliveries");
  expect(told).toBe(4);
});
