import * as z from "zod";
import { config } from "@/lib/config";
import { jobLocks } from "@/lib/database/advisory-locks";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { purgeRemovedApps } from "@/lib/housekeeping/purge";
import { remindOfSecretEnds } from "@/lib/housekeeping/remind-of-secret-ends";
import { log } from "@/lib/log";
import { rotateWhenDue } from "@/lib/tokens/key-rotation";
import { refusalsKeptDays } from "@/lib/usage/rules";

/** A job that one server per database runs every hour; `run` returns how many things it did. */
type Job = { name: string; run: (signal: AbortSignal) => Promise<number> };

const keptDays = 90;
const batch = 1000;

/** All jobs, in the order they run. Each works in small steps and stops between two of them once `signal` is aborted. */
const jobs: readonly Job[] = [
  { name: "purge removed apps", run: purgeRemovedApps },
  { name: "rotate signing keys", run: rotateWhenDue },
  { name: "forget signing keys", run: deleteWhere("SigningKey", "kid", longOver("retiredAt")) },
  { name: "remind of expiring secrets", run: remindOfSecretEnds },
  { name: "delete ended sessions", run: deleteWhere("Session", "id", longOver("endedAt", "expiresAt")) },
  { name: "delete set-up links", run: deleteWhere("SetUpLink", "tokenDigest", longOver("usedAt", "expiresAt")) },
  { name: "delete password resets", run: deleteWhere("PasswordReset", "tokenDigest", longOver("usedAt", "expiresAt")) },
  {
    name: "delete invitations",
    run: deleteWhere("Invitation", "id", longOver("acceptedAt", "revokedAt", "expiresAt")),
  },
  { name: "delete ended secrets", run: deleteWhere("AppSecret", "id", longOver("expiresAt")) },
  { name: "delete closed notices", run: deleteWhere("Notice", "id", longOver("closedAt")) },
  { name: "delete answered requests", run: deleteWhere("ScopeRequest", "id", longOver("closedAt")) },
  { name: "delete ended transfers", run: deleteWhere("OwnershipTransfer", "id", longOver("endedAt")) },
  { name: "drop old emails", run: deleteWhere("Letter", "id", `"createdAt" < now() - interval '7 days'`) },
  {
    name: "delete refusals",
    run: deleteWhere("AppRefusal", "id", `"at" < now() - interval '${refusalsKeptDays} days'`),
  },
  { name: "delete hours of usage", run: deleteWhere("UsageHour", "ctid", `"hour" < now() - interval '90 days'`) },
  // The extra hour allows for requests in progress; the expiry itself goes by the database's clock everywhere.
  { name: "forget revocations", run: deleteWhere("RevokedToken", "jti", `"expiresAt" < now() - interval '1 hour'`) },
  {
    name: "forget used assertions",
    run: deleteWhere("UsedAssertion", "ctid", `"expiresAt" < now() - interval '1 minute'`),
  },
  {
    name: "forget failed attempts",
    run: deleteWhere("Throttle", "key", `"expire" < extract(epoch FROM now() - interval '1 hour') * 1000`),
  },
  {
    name: "delete deliveries",
    run: (signal) =>
      deleteWhere("Delivery", "id", `${overRetention("createdAt")} AND ${overRetention("endedAt")}`)(signal),
  },
  {
    name: "delete reported events",
    run: (signal) => deleteWhere("ReportedEvent", "ctid", `${overRetention("reportedAt")} AND ${notDelivered}`)(signal),
  },
];

/** Events whose deliveries are all gone. */
const notDelivered = `NOT EXISTS (SELECT FROM "Delivery" d
   WHERE d."accountId" = "ReportedEvent"."accountId" AND d."reportId" = "ReportedEvent"."id")`;

/** Older than DELIVERY_RETENTION_DAYS. */
const overRetention = (column: string): string =>
  `"${column}" < now() - interval '${config().deliveryRetentionDays} days'`;

const firstAfterMs = 30_000;
const everyMs = 3_600_000;
/** Starts housekeeping: 30 s from now, then hourly. Returns a function that stops it after the current step. */
export function startHousekeeping(): () => Promise<void> {
  const stopping = new AbortController();
  let round: Promise<unknown> = Promise.resolve();
  const begin = () => {
    round = round
      .then(() => housekeep(stopping.signal))
      .catch((error) => log.warn({ err: error }, "housekeeping failed"));
  };
  const first = setTimeout(begin, firstAfterMs);
  const hourly = setInterval(begin, everyMs);
  return async () => {
    clearTimeout(first);
    clearInterval(hourly);
    stopping.abort();
    await round;
  };
}

const lockRow = row({ mine: z.boolean() });

/**
 * Runs every job once and returns how much each did; null if another server on this database is doing it. A job that
 * fails is logged and does not stop the others.
 */
export async function housekeep(signal: AbortSignal): Promise<Record<string, number> | null> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const lost = (error: Error) => {
    broken = error;
  };
  // This connection idles while the jobs use others; without a listener, losing it would crash the process.
  client.on("error", lost);
  try {
    const { rows } = await client.query(`SELECT pg_try_advisory_lock(${jobLocks.housekeeping}) AS "mine"`);
    if (!typed(lockRow, rows)[0]?.mine) return null;
    const done = await runJobs(signal);
    await client.query(`SELECT pg_advisory_unlock(${jobLocks.housekeeping})`);
    return done;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off("error", lost);
    // On an error the connection may still hold the lock, so it is closed, which releases the lock.
    client.release(broken);
  }
}

async function runJobs(signal: AbortSignal): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  for (const { name, run } of jobs) {
    if (signal.aborted) break;
    try {
      done[name] = await run(signal);
    } catch (error) {
      log.warn({ err: error, job: name }, "housekeeping job failed");
    }
  }
  if (Object.values(done).some((count) => count > 0)) log.info({ done }, "housekeeping done");
  return done;
}

/** Whether the earliest of these times is more than 90 days ago. */
function longOver(...columns: string[]): string {
  return `least(${columns.map((column) => `"${column}"`).join(", ")}) < now() - interval '${keptDays} days'`;
}

/** A job that deletes the rows that match, by the database's clock. */
function deleteWhere(table: string, key: string, condition: string): Job["run"] {
  const text = `DELETE FROM "${table}" WHERE "${key}" IN (SELECT "${key}" FROM "${table}" WHERE ${condition} LIMIT ${batch})`;
  return async (signal) => {
    let total = 0;
    let deleted = batch;
    while (deleted === batch && !signal.aborted) {
      deleted = (await pool().query(text)).rowCount ?? 0;
      total += deleted;
    }
    return total;
  };
}
