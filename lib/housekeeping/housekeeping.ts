import { config } from "@/lib/config";
import { jobLocks } from "@/lib/database/advisory-locks";
import { pool } from "@/lib/database/db";
import { purgeRemovedApps } from "@/lib/housekeeping/purge";
import { remindOfSecretEnds } from "@/lib/housekeeping/remind-of-secret-ends";
import { log } from "@/lib/log";
import { rotateWhenDue } from "@/lib/tokens/key-rotation";

/** Something that is done once an hour by one server of the database; `run` answers how much there was to do. */
type Job = { name: string; run: (signal: AbortSignal) => Promise<number> };

const keptDays = 90;
const batch = 1000;

/** All jobs, in the order in which they are done. Each works in small steps and stops between two of them when asked. */
const jobs: readonly Job[] = [
  { name: "purge removed apps", run: purgeRemovedApps },
  { name: "rotate signing keys", run: rotateWhenDue },
  { name: "forget signing keys", run: deleteWhere("SigningKey", "kid", longOver("retiredAt")) },
  { name: "remind of secrets that end", run: remindOfSecretEnds },
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
  { name: "drop letters", run: deleteWhere("Letter", "id", `"createdAt" < now() - interval '7 days'`) },
  { name: "delete refusals", run: deleteWhere("AppRefusal", "id", `"at" < now() - interval '30 days'`) },
  { name: "delete hours of usage", run: deleteWhere("UsageHour", "ctid", `"hour" < now() - interval '90 days'`) },
  // The margin of an hour is for requests under way; the end itself is by the same clock everywhere.
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

/** An event that no delivery of is kept. */
const notDelivered = `NOT EXISTS (SELECT FROM "Delivery" d
   WHERE d."accountId" = "ReportedEvent"."accountId" AND d."reportId" = "ReportedEvent"."id")`;

/** What is older than deliveries are kept. */
const overRetention = (column: string): string =>
  `"${column}" < now() - interval '${config().deliveryRetentionDays} days'`;

const firstAfterMs = 30_000;
const everyMs = 3_600_000;
/** Begins to keep house: soon after the start, then hourly. The answer stops it, once the step under way is done. */
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

/**
 * Does every job once and answers how much each found to do; null when another server of this database is at it. A job
 * that fails is logged and leaves the others theirs.
 */
export async function housekeep(signal: AbortSignal): Promise<Record<string, number> | null> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const lost = (error: Error) => {
    broken = error;
  };
  // The connection lies idle while the jobs run on others; without a listener its loss would end the process.
  client.on("error", lost);
  try {
    const { rows } = await client.query(`SELECT pg_try_advisory_lock(${jobLocks.housekeeping}) AS "mine"`);
    if (!rows[0].mine) return null;
    const done = await runJobs(signal);
    await client.query(`SELECT pg_advisory_unlock(${jobLocks.housekeeping})`);
    return done;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off("error", lost);
    // A connection that may still hold the lock is closed, which lets go of it.
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
      log.warn({ err: error, job: name }, "a job of the housekeeping failed");
    }
  }
  if (Object.values(done).some((count) => count > 0)) log.info({ done }, "kept house");
  return done;
}

/** Whether the first of these moments that came is more than 90 days ago. */
function longOver(...columns: string[]): string {
  return `least(${columns.map((column) => `"${column}"`).join(", ")}) < now() - interval '${keptDays} days'`;
}

/** A job that deletes the rows of a table to which this applies, by the database's clock. */
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
