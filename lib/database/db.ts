import { performance } from "node:perf_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "@/generated/prisma/client";
import { config } from "@/lib/config";
import { newPool } from "@/lib/database/connect";
import { log } from "@/lib/log";

/** `lostAt`: when a connection last broke, by `performance.now()`. */
type Connection = { pool: pg.Pool; lookups: pg.Pool; prisma: PrismaClient; lostAt: number };

// The server's bundle and Next's each contain a copy of this module; globalThis lets them share one connection.
const kept = globalThis as typeof globalThis & { patchbayDatabaseUrl?: string; patchbayConnection?: Connection };

/** Makes this process use another database than DATABASE_URL: the embedded one, or a test's own copy. */
export function useDatabase(url: string): void {
  kept.patchbayDatabaseUrl = url;
}

function connection(): Connection {
  kept.patchbayConnection ??= connect();
  return kept.patchbayConnection;
}

const poolSize = 20;
const lookupsSize = 5;

/** The most connections one process opens: both pools, plus the delivery listener. */
export const connectionsPerProcess = poolSize + lookupsSize + 1;

/** A lookup without an answer for this long counts as a database that cannot be reached. */
const longestLookupMs = 5_000;

// Planning costs more than the lookup, and Postgres would replan `= ANY($1)` every time because it assumes a long list.
// So force one generic plan; because it may be made on a nearly empty table, forbid sequential scans.
const planOnce = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";

function connect(): Connection {
  const connectionString = kept.patchbayDatabaseUrl ?? config().databaseUrl;
  if (!connectionString) throw new Error("No database: the server has not started one");
  const application_name = "patchbay";
  const pool = newPool(connectionString, { application_name, max: poolSize });
  const lookups = newPool(connectionString, {
    application_name,
    max: lookupsSize,
    query_timeout: longestLookupMs,
    alsoSet: planOnce,
  });
  const made: Connection = { pool, lookups, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }), lostAt: -1 };
  // Without a listener, a broken connection would crash the process. Each client needs one while in use; the pool's
  // covers idle ones.
  for (const one of [pool, lookups]) {
    one.on("connect", (client) => client.on("error", (error) => noteLoss(made, error)));
    one.on("error", () => undefined);
  }
  return made;
}

function noteLoss(connection: Connection, error: Error): void {
  // We closed it: the pool's end doesn't wait for the sockets'.
  if (kept.patchbayConnection !== connection) return;
  connection.lostAt = performance.now();
  log.warn({ error: error.message }, "database connection lost");
}

/** Whether a connection to the database broke at or after this time (`performance.now()`). */
export const lostConnectionSince = (momentMs: number): boolean => (kept.patchbayConnection?.lostAt ?? -1) >= momentMs;

export const db = (): PrismaClient => connection().prisma;

/** The same connections as {@link db}, without Prisma: for hot paths and set-based statements. */
export const pool = (): pg.Pool => connection().pool;

/** A separate small pool for named statements that look rows up by key, so that hot paths never wait behind screens. */
export const lookups = (): pg.Pool => connection().lookups;

export type Transaction = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/** Closes all connections; the next use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = kept.patchbayConnection;
  delete kept.patchbayConnection;
  await open?.prisma.$disconnect();
  if (open) await Promise.all([open.pool, open.lookups].filter(({ ended }) => !ended).map((one) => one.end()));
}
