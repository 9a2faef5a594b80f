import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { printTable, quantile } from "@/bench/numbers";
import { buildServer } from "@/bench/running-console";
import { closeDatabase, pool, useDatabase } from "@/lib/db";
import { reportEvents } from "@/lib/events/publish";
import { subscribe } from "@/lib/testing/deliveries";
import { ownPostgres } from "@/lib/testing/postgres";
import { runServer } from "@/lib/testing/server";
import { makeWorld } from "@/lib/testing/world";
import { migrate } from "@/prisma/migrate";
import { loadCatalog } from "@/prisma/seed";

/** Deliveries: how many a second, what a long history costs, and what a dead endpoint costs the one beside it. */
export const name = "deliveries";

const histories = [1_000];
const endpoints = 4;
const eventsEach = 2_500;
const queued = 400;

const keys = `bench:${Buffer.alloc(32, 5).toString("base64")}`;

/** Prints deliveries per second by the length of the history, and the latency beside a dead endpoint. */
export async function run(): Promise<void> {
  await buildServer();
  process.env.SECRET_KEYS = keys;
  const postgres = await ownPostgres();
  try {
    const url = await postgres.newDatabase("patchbay");
    await migrate(url);
    useDatabase(url);
    await loadCatalog(pool());
    await throughput(url);
    await besideDead(url);
  } finally {
    await closeDatabase();
    await postgres.remove();
  }
}

async function throughput(url: string): Promise<void> {
  const rows: string[][] = [
    ["rows of history", "deliveries", "seconds", "deliveries/s", "ms of worker's CPU each", "table MB"],
  ];
  for (const history of histories) {
    await fillHistory(history);
    rows.push(await burst(url, history));
  }
  printTable(rows);
}

const deliveredSql = `SELECT count(*)::int AS "count" FROM "Delivery" WHERE "state" = 'delivered' AND "appId" = $1`;

async function burst(url: string, history: number): Promise<string[]> {
  const w = await makeWorld(pool());
  const receivers = await Promise.all(Array.from({ length: endpoints }, () => startCounter()));
  for (const one of receivers) await subscribe(pool(), w.app, { url: one.url });
  for (let i = 0; i < eventsEach; i += 100) await reportEvents(w.account.accountId, hundred(i));
  const total = endpoints * eventsEach;
  const worker = startWorker(url);
  await receivers[0]?.first;
  const begun = performance.now();
  const already = (await pool().query(deliveredSql, [w.app.appId])).rows[0].count;
  let done = already;
  while (done < total) {
    await sleep(100);
    done = (await pool().query(deliveredSql, [w.app.appId])).rows[0].count;
  }
  const seconds = (performance.now() - begun) / 1000;
  const cpu = await cpuMsOf(worker.process.pid);
  worker.process.kill("SIGTERM");
  await worker.exit;
  for (const one of receivers) await one.stop();
  const { rows } = await pool().query(`SELECT round(pg_total_relation_size('"Delivery"') / 1e6) AS "mb"`);
  return [
    history.toLocaleString("en"),
    total.toLocaleString("en"),
    seconds.toFixed(1),
    ((total - already) / seconds).toFixed(0),
    (cpu / total).toFixed(2),
    String(rows[0].mb),
  ];
}

async function cpuMsOf(pid = 0): Promise<number> {
  const { readFileSync } = await import("node:fs");
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const payload = {
  object: { id: "1234567890", topic: "A meeting", host_id: "pvg3UAgpRlyTDW", duration: 60, text: "x".repeat(400) },
};
const hundred = (from: number) =>
  Array.from({ length: 100 }, (_, i) => ({ event: "user.updated", payload: { n: from + i, ...payload } }));

const startWorker = (url: string) =>
  runServer(
    { DATABASE_URL: url, SECRET_KEYS: keys, WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8", LOG_LEVEL: "warn" },
    "dist/worker.js",
  );

async function startCounter(dead = false) {
  const at: number[] = [];
  let heard: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const server = createServer((request, response) => {
    heard();
    at.push(performance.now());
    if (dead) return;
    request.resume().on("end", () => response.end());
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    at,
    first,
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function besideDead(url: string): Promise<void> {
  const w = await makeWorld(pool());
  const [dead, healthy] = [await startCounter(true), await startCounter()];
  const worker = startWorker(url);
  while (!worker.output().includes("delivers")) await sleep(20);
  await subscribe(pool(), w.app, { url: dead.url });
  for (let i = 0; i < queued; i += 100) await reportEvents(w.account.accountId, hundred(i));
  await subscribe(pool(), w.app, { url: healthy.url });
  const begun = performance.now();
  for (let i = 0; i < queued; i += 100) await reportEvents(w.account.accountId, hundred(i));
  while (healthy.at.length < queued) await sleep(5);
  const waited = healthy.at.map((at) => at - begun);
  printTable([
    [`${queued} to a healthy endpoint beside ${2 * queued} to a dead one`, "p50 ms", "p99 ms", "max ms"],
    ["from the report to the arrival", ...[0.5, 0.99, 1].map((share) => quantile(waited, share).toFixed(0))],
  ]);
  worker.process.kill("SIGKILL");
  await worker.exit;
  await Promise.all([dead.stop(), healthy.stop()]);
}

/** Deliveries that are over, with an attempt each, as they would be there after some weeks. */
async function fillHistory(rows: number): Promise<void> {
  const w = await makeWorld(pool());
  const values = [w.account.accountId, w.app.appId, rows];
  await pool().query(
    `INSERT INTO "ReportedEvent" ("accountId", "id", "event", "body", "reportedAt")
     SELECT $1, md5('r' || n), 'user.updated', '{"event":"user.updated","payload":{"account_id":"","object":{"id":"' || n || '"}},"event_ts":1}',
            now() - n * interval '1 second' FROM generate_series(1, $2::int) n`,
    [values[0], rows],
  );
  await pool().query(
    `INSERT INTO "Delivery" ("id", "accountId", "reportId", "appId", "subscriptionId", "event", "state", "createdAt", "dueAt", "endedAt", "attemptCount", "lastStatus")
     SELECT md5(n || 'of${rows}'), $1, md5('r' || n), $2, 'gone', 'user.updated', 'delivered', now() - n * interval '1 second',
            now() - n * interval '1 second', now() - n * interval '1 second', 1, 200 FROM generate_series(1, $3::int) n`,
    values,
  );
  await pool().query(
    `INSERT INTO "DeliveryAttempt" ("deliveryId", "number", "startedAt", "url", "address", "requestHeaders", "status", "responseHeaders", "responseBody", "timings")
     SELECT md5(n || 'of${rows}'), 1, now() - n * interval '1 second', 'https://hooks.example.com/in', '192.0.2.1',
            '{"content-type": "application/json; charset=utf-8"}', 200, '{"server": "x"}', 'ok', '{"total": 12}' FROM generate_series(1, $1::int) n`,
    [rows],
  );
  await pool().query(`VACUUM ANALYZE "Delivery", "DeliveryAttempt", "ReportedEvent"`);
}
