import { setTimeout as sleep } from "node:timers/promises";
import { besideSlowAccount } from "@/bench/beside-slow-account";
import { cpuMs } from "@/bench/cpu";
import { fillDeliveries } from "@/bench/fill-deliveries";
import { median, printTable, quantile } from "@/bench/numbers";
import { buildServer } from "@/bench/running-console";
import { type Sink, startSink } from "@/bench/sink";
import { loadCatalog } from "@/lib/catalog/load";
import { closeDatabase, pool, useDatabase } from "@/lib/database/db";
import { migrate } from "@/lib/database/migrate";
import { reportEvents } from "@/lib/deliveries/publish";
import { subscribe } from "@/tests/support/deliveries";
import { ownPostgres } from "@/tests/support/postgres";
import { runServer } from "@/tests/support/server";
import { makeWorld } from "@/tests/support/world";

/**
 * Deliveries: how many per second, what a long history costs, what a dead endpoint costs the one beside it, and what a
 * slow account costs another.
 */
export const name = "deliveries";

const histories = [1_000, 1_000_000];
const rounds = 3;
const endpoints = 4;
const events = 2_500;
const queued = 400;

const secretKeys = `bench:${Buffer.alloc(32, 5).toString("base64")}`;

/**
 * Prints deliveries per second by length of the history, and how long a healthy endpoint waits beside a dead one and
 * beside another account's slow ones.
 */
export async function run(): Promise<void> {
  await buildServer();
  process.env.SECRET_KEYS = secretKeys;
  const postgres = await ownPostgres();
  try {
    const url = await postgres.newDatabase("patchbay");
    await migrate(url);
    useDatabase(url);
    await loadCatalog(pool());
    await throughput(url);
    await besideDead(url);
    await besideSlowAccount(async () => {
      const worker = await startWorker(url);
      return () => stopAll(worker, []);
    });
  } finally {
    await closeDatabase();
    await postgres.remove();
  }
}

async function throughput(url: string): Promise<void> {
  const rows = [
    ["rows of history", "MB", "deliveries/s", "all rounds", "worker's CPU ms each", "database's CPU ms each"],
  ];
  for (const history of histories) {
    await fillDeliveries(pool(), history);
    const mb = await tablesMb();
    const bursts: Burst[] = [];
    for (let round = 0; round < rounds; round++) bursts.push(await burst(url));
    const all = bursts.map(({ perSecond }) => perSecond);
    const cost = (of: "workerMs" | "databaseMs") => median(bursts.map((one) => one[of])).toFixed(2);
    const listed = all.map((one) => one.toFixed(0)).join(" ");
    rows.push([history.toLocaleString("en"), mb, median(all).toFixed(0), listed, cost("workerMs"), cost("databaseMs")]);
  }
  printTable(rows);
}

/** The history's size on disk, including indexes. */
async function tablesMb(): Promise<string> {
  const tables = ["ReportedEvent", "Delivery", "DeliveryAttempt"].map(
    (table) => `pg_total_relation_size('"${table}"')`,
  );
  const { rows } = await pool().query<{ bytes: string }>(`SELECT ${tables.join(" + ")} AS "bytes"`);
  return (Number(rows[0]?.bytes) / 1e6).toFixed(0);
}

/** The rate, and the CPU time per delivery. */
type Burst = { perSecond: number; workerMs: number; databaseMs: number };

/**
 * Lets a worker deliver everything waiting for four fast endpoints; timed from the first arrival until the last result
 * is written.
 */
async function burst(url: string): Promise<Burst> {
  const { app, account } = await makeWorld(pool());
  const sinks = await Promise.all(Array.from({ length: endpoints }, () => startSink("healthy")));
  for (const sink of sinks) await subscribe(pool(), app, { url: sink.url });
  await reportMany(account.accountId, events);
  const before = await databaseCpuMs();
  const worker = await startWorker(url);
  const arrived = () => sinks.reduce((sum, sink) => sum + sink.at.length, 0);
  while (arrived() === 0) await sleep(1);
  const begun = performance.now();
  while (await isAnyPending(app.appId)) await sleep(50);
  const total = endpoints * events;
  const perSecond = total / ((performance.now() - begun) / 1000);
  const workerMs = cpuMs([worker.process.pid ?? 0]) / total;
  const databaseMs = ((await databaseCpuMs()) - before) / total;
  await stopAll(worker, sinks);
  return { perSecond, workerMs, databaseMs };
}

async function isAnyPending(appId: string): Promise<boolean> {
  const text = `SELECT 1 FROM "Delivery" WHERE "appId" = $1 AND "state" = 'pending' LIMIT 1`;
  return ((await pool().query(text, [appId])).rowCount ?? 0) > 0;
}

async function databaseCpuMs(): Promise<number> {
  const { rows } = await pool().query<{ pid: number }>(`SELECT "pid" FROM pg_stat_activity`);
  return cpuMs(rows.map(({ pid }) => pid));
}

/**
 * 400 deliveries wait for a dead endpoint, which hangs; then 400 more events are reported, which a healthy one receives
 * too.
 */
async function besideDead(url: string): Promise<void> {
  const { app, account } = await makeWorld(pool());
  const [dead, healthy] = [await startSink("dead"), await startSink("healthy")];
  const worker = await startWorker(url);
  await subscribe(pool(), app, { url: dead.url });
  await reportMany(account.accountId, queued);
  await subscribe(pool(), app, { url: healthy.url });
  const begun = performance.now();
  await reportMany(account.accountId, queued);
  while (healthy.at.length < queued) await sleep(5);
  const waited = healthy.at.map((at) => at - begun);
  printTable([
    [
      `${queued} to a healthy endpoint beside ${2 * queued} to a dead one`,
      "p50 ms",
      "p99 ms",
      "max ms",
      "the dead one got",
    ],
    [
      "from the first report to the arrival",
      ...[0.5, 0.99, 1].map((share) => quantile(waited, share).toFixed(0)),
      String(dead.at.length),
    ],
  ]);
  await stopAll(worker, [dead, healthy]);
}

type Worker = ReturnType<typeof runServer>;

async function startWorker(url: string): Promise<Worker> {
  const reachable = { WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" };
  const worker = runServer(
    { DATABASE_URL: url, SECRET_KEYS: secretKeys, LOG_LEVEL: "warn", ...reachable },
    "dist/worker.js",
  );
  while (!worker.output().includes("delivers notifications")) await sleep(5);
  return worker;
}

async function stopAll(worker: Worker, sinks: Sink[]): Promise<void> {
  worker.process.kill("SIGKILL");
  await worker.exit;
  for (const sink of sinks) await sink.stop();
}

/** About 600 bytes each. */
async function reportMany(accountId: string, count: number): Promise<void> {
  const object = {
    id: "1234567890",
    topic: "A meeting",
    host_id: "pvg3UAgpRlyTDW",
    duration: 60,
    notes: "x".repeat(400),
  };
  const report = Array.from({ length: 100 }, () => ({ event: "user.updated", payload: { object } }));
  for (let done = 0; done < count; done += report.length) await reportEvents(accountId, report);
}
