import { pool } from "@/lib/database/db";
import { faultOf, faultSince, isLasting, readOnly, unreachable } from "@/lib/database/faults";
import { answer, type MachineContext, noStore } from "@/lib/http/answer";
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

/** For how long a fault that one request has met counts for all. */
const faultLastsMs = 30_000;

const readyText = `
  SELECT EXISTS (SELECT FROM "CatalogState") AS "loaded", current_setting('transaction_read_only') = 'on' AS "readOnly"`;

/** The catalogue is loaded last, after the migrations: where it is, everything is. */
async function whyNotReady(): Promise<string[]> {
  try {
    const { rows } = await pool().query<{ loaded: boolean; readOnly: boolean }>(readyText);
    const met = faultSince(performance.now() - faultLastsMs);
    const faults = [rows[0]?.readOnly ? readOnly : null, met && isLasting(met) ? met : null];
    const reasons = faults.flatMap((fault) => fault?.sentence ?? []);
    if (!rows[0]?.loaded) reasons.push("The catalogue of scopes and events is not loaded yet.");
    return [...new Set(reasons)];
  } catch (error) {
    const fault = faultOf(error) ?? unreachable;
    logBounded("warn", { error: String(error), fault: fault.name }, "not ready");
    return [fault.sentence];
  }
}
