import type { QueryConfig } from "pg";
import { collectDefaultMetrics, Gauge } from "prom-client";
import { lookups, pool } from "@/lib/database/db";
import { installationRegister, ownRegister } from "@/lib/http/metrics";
import { log } from "@/lib/log";

// What is looked up when /metrics is asked for, and costs nothing until then.

collectDefaultMetrics({ register: ownRegister });

new Gauge({
  name: "patchbay_database_connections",
  help: "Connections to the database, by what they do; waiting are requests that have none yet",
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
  help: "Deliveries that are not over, by state; NaN while the database does not say",
  labelNames: ["state"],
  registers: [installationRegister],
});

const overdue = new Gauge({
  name: "patchbay_delivery_overdue_seconds",
  help: "For how long the delivery that waits longest has been due; NaN while the database does not say",
  registers: [installationRegister],
});

type Backlog = { pending: number; held: number; overdueSeconds: number };

const backlogQuery: QueryConfig & { query_timeout: number } = {
  text: `
    SELECT (SELECT count(*)::int FROM "Delivery" WHERE "state" = 'pending') AS "pending",
           (SELECT count(*)::int FROM "Delivery" WHERE "state" = 'held') AS "held",
           coalesce((SELECT extract(epoch FROM clock_timestamp() - min("dueAt"))::float8 FROM "Delivery"
                      WHERE "state" = 'pending' AND "dueAt" <= clock_timestamp()), 0) AS "overdueSeconds"`,
  query_timeout: 2_000,
};

/** A process is to be watched also, and above all, while its database is away. */
async function readBacklog(): Promise<Backlog> {
  try {
    const { rows } = await pool().query<Backlog>(backlogQuery);
    if (rows[0]) return rows[0];
  } catch (error) {
    log.warn({ error: String(error) }, "the backlog of deliveries could not be read");
  }
  return { pending: Number.NaN, held: Number.NaN, overdueSeconds: Number.NaN };
}

/** Reads what the database says about deliveries, for who tells the metrics next. */
export async function noteBacklog(): Promise<void> {
  const { pending, held, overdueSeconds } = await readBacklog();
  backlog.set({ state: "pending" }, pending);
  backlog.set({ state: "held" }, held);
  overdue.set(overdueSeconds);
}
