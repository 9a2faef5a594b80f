import { performance } from "node:perf_hooks";
import type { QueryConfig } from "pg";
import { collectDefaultMetrics, Gauge } from "prom-client";
import * as z from "zod";
import { countConditions } from "@/lib/condition/condition";
import { faultCodes } from "@/lib/condition/condition-rules";
import { lookups, pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { installationRegister, ownRegister } from "@/lib/http/metrics";
import { log } from "@/lib/log";

// Gauges that are read when /metrics is requested, and cost nothing otherwise.

collectDefaultMetrics({ register: ownRegister });

new Gauge({
  name: "patchbay_database_connections",
  help: "Connections to the database, by state; waiting counts requests for a connection",
  labelNames: ["state"],
  registers: [ownRegister],
  collect() {
    this.reset();
    for (const { totalCount, idleCount, waitingCount } of [pool(), lookups()]) {
      this.inc({ state: "busy" }, totalCount - idleCount);
      this.inc({ state: "idle" }, idleCount);
      this.inc({ state: "waiting" }, waitingCount);
    }
  },
});

const backlog = new Gauge({
  name: "patchbay_deliveries",
  help: "Unfinished deliveries, by state; NaN while the database can't be read",
  labelNames: ["state"],
  registers: [installationRegister],
});

const overdue = new Gauge({
  name: "patchbay_delivery_overdue_seconds",
  help: "How long the most overdue delivery has been due; NaN while the database can't be read",
  registers: [installationRegister],
});

const apps = new Gauge({
  name: "patchbay_apps",
  help: "Apps by condition: working, or the first reason they don't; NaN while the database can't be read",
  labelNames: ["condition"],
  registers: [installationRegister],
});

const backlogRow = row({ pending: z.number(), held: z.number(), overdueSeconds: z.number() });

type Backlog = z.output<typeof backlogRow>;

const backlogQuery: QueryConfig & { query_timeout: number } = {
  text: `
    SELECT (SELECT count(*)::int FROM "Delivery" WHERE "state" = 'pending') AS "pending",
           (SELECT count(*)::int FROM "Delivery" WHERE "state" = 'held') AS "held",
           coalesce((SELECT extract(epoch FROM clock_timestamp() - min("dueAt"))::float8 FROM "Delivery"
                      WHERE "state" = 'pending' AND "dueAt" <= clock_timestamp()), 0) AS "overdueSeconds"`,
  query_timeout: 2_000,
};

/** Never throws: monitoring a process matters most while its database is down. */
async function readBacklog(): Promise<Backlog> {
  try {
    const [read] = typed(backlogRow, (await pool().query(backlogQuery)).rows);
    if (read) return read;
  } catch (error) {
    log.warn({ error: String(error) }, "the backlog of deliveries could not be read");
  }
  return { pending: Number.NaN, held: Number.NaN, overdueSeconds: Number.NaN };
}

/** Counting all apps takes a second for a million; scrapes in between get the last count. */
const countedForMs = 60_000;
const longestCountMs = 10_000;
let countedAtMs = Number.NEGATIVE_INFINITY;

async function noteConditions(): Promise<void> {
  if (performance.now() - countedAtMs < countedForMs) return;
  countedAtMs = performance.now();
  try {
    for (const { condition, count } of await countConditions(longestCountMs)) apps.set({ condition }, count);
  } catch (error) {
    log.warn({ error: String(error) }, "the apps could not be counted by condition");
    for (const condition of ["working", ...faultCodes]) apps.set({ condition }, Number.NaN);
  }
}

/** Updates the gauges that are read from the database, for the scrape that follows. */
export const noteDatabase = async (): Promise<void> => {
  await Promise.all([noteBacklog(), noteConditions()]);
};

async function noteBacklog(): Promise<void> {
  const { pending, held, overdueSeconds } = await readBacklog();
  backlog.set({ state: "pending" }, pending);
  backlog.set({ state: "held" }, held);
  overdue.set(overdueSeconds);
}
