import { createHash, timingSafeEqual } from "node:crypto";
import ipaddr from "ipaddr.js";
import { callerHeader } from "@/lib/address/caller";
import { config } from "@/lib/config";
import { allMetrics } from "@/lib/http/all-metrics";
import { answerText, type MachineContext, noStore } from "@/lib/http/answer";
import { ApiError } from "@/lib/http/errors";

/**
 * `GET /metrics`: this server and all its processes, in Prometheus' text format. Requires METRICS_TOKEN; if that is not
 * set, only this machine may read it.
 * @throws ApiError 401, 403, 503 (the primary process is silent)
 */
export async function metricsEndpoint(c: MachineContext): Promise<Response> {
  const { metricsToken } = config();
  if (metricsToken === null) requireThisMachine(c);
  else requireToken(c, metricsToken);
  const { text, contentType } = await allMetrics();
  return answerText(c, 200, text, { ...noStore, "content-type": contentType });
}

/**
 * Only the socket's address counts. A request forwarded by a proxy on this machine, or by this server to itself, came
 * from elsewhere.
 */
function requireThisMachine(c: MachineContext): void {
  const address = c.env?.incoming?.socket.remoteAddress ?? "";
  const isForwarded = ["x-forwarded-for", "forwarded", callerHeader].some((name) => c.req.header(name) !== undefined);
  if (!isForwarded && ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback") return;
  throw new ApiError(403, 403, "Set METRICS_TOKEN to read the metrics from another machine.");
}

function requireToken(c: MachineContext, token: string): void {
  const given = /^bearer +(.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  if (timingSafeEqual(digest(given), digest(token))) return;
  const headers = { "www-authenticate": 'Bearer realm="Patchbay metrics"' };
  throw new ApiError(401, 401, "Send METRICS_TOKEN as Authorization: Bearer.", headers);
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
