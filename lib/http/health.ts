import { pool } from "@/lib/db";
import { answer, type MachineContext, noStore } from "@/lib/http/answer";
import { isDatabaseAway } from "@/lib/http/database-away";
import { logBounded } from "@/lib/log";

/** `GET /healthz`: 200 while the process lives. */
export const healthEndpoint = (c: MachineContext): Response => answer(c, 200, { status: "ok" }, noStore);

/** `GET /readyz`: 200 when database and migrations are ready, else 503 with the reasons as sentences. */
export async function readinessEndpoint(c: MachineContext): Promise<Response> {
  const reasons = await whyNotReady();
  return reasons.length === 0
    ? answer(c, 200, { status: "ready" }, noStore)
    : answer(c, 503, { status: "not ready", reasons }, { ...noStore, "retry-after": "5" });
}

/** The catalogue is loaded last, after the migrations: where it is, everything is. */
async function whyNotReady(): Promise<string[]> {
  try {
    const { rows } = await pool().query(`SELECT 1 FROM "CatalogState"`);
    return rows.length > 0 ? [] : ["The catalogue of scopes and events is not loaded yet."];
  } catch (error) {
    logBounded("warn", { error: String(error) }, "not ready");
    return [isDatabaseAway(error) ? "The database cannot be reached." : "The database is not migrated."];
  }
}
