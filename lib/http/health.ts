import * as z from "zod";
import { pool } from "@/lib/database/db";
import { faultOf, faultSince, isLasting, readOnly, unreachable } from "@/lib/database/faults";
import { row, typed } from "@/lib/database/rows";
import { answer, type MachineContext, noStore } from "@/lib/http/answer";
import { logBounded } from "@/lib/log";

/** `GET /healthz`: 200 while the process runs. */
export const healthEndpoint = (c: MachineContext): Response => answer(c, 200, { status: "ok" }, noStore);

/** `GET /readyz`: 200 when the database and migrations are ready, else 503 with the reasons as sentences. */
export async function readinessEndpoint(c: MachineContext): Promise<Response> {
  const reasons = await whyNotReady();
  return reasons.length === 0
    ? answer(c, 200, { status: "ready" }, noStore)
    : answer(c, 503, { status: "not ready", reasons }, { ...noStore, "retry-after": "5" });
}

/** How long a fault that any request met makes the server not ready. */
const faultLastsMs = 30_000;

const readyText = `
  SELECT EXISTS (SELECT FROM "CatalogState") AS "loaded", current_setting('transaction_read_only') = 'on' AS "readOnly"`;

const readyRow = row({ loaded: z.boolean(), readOnly: z.boolean() });

/** The catalog is loaded last, after the migrations; if it is there, everything is. */
async function whyNotReady(): Promise<string[]> {
  try {
    const [state] = typed(readyRow, (await pool().query(readyText)).rows);
    const met = faultSince(performance.now() - faultLastsMs);
    const faults = [state?.readOnly ? readOnly : null, met && isLasting(met) ? met : null];
    const reasons = faults.flatMap((fault) => fault?.sentence ?? []);
    if (!state?.loaded) reasons.push("The catalog of scopes and events is not loaded yet.");
    return [...new Set(reasons)];
  } catch (error) {
    const fault = faultOf(error) ?? unreachable;
    logBounded("warn", { error: String(error), fault: fault.name }, "not ready");
    return [fault.sentence];
  }
}
