import cluster from "node:cluster";
import { Counter, Histogram, Registry } from "prom-client";

/** Metrics that are added up over all processes that share a port. */
export const countsRegister = new Registry();

/** Metrics of each process. */
export const ownRegister = new Registry();

/** Metrics of the whole installation, the same from any process. */
export const installationRegister = new Registry();

if (cluster.worker) ownRegister.setDefaultLabels({ process: String(cluster.worker.id) });

const answers = new Histogram({
  name: "patchbay_http_request_duration_seconds",
  help: "Duration of machine requests, by method, route and status",
  labelNames: ["method", "route", "status"],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [countsRegister],
});

const refusals = new Counter({
  name: "patchbay_http_refusals_total",
  help: "Refused machine requests, by route and reason (the error or code in the response)",
  labelNames: ["route", "reason"],
  registers: [countsRegister],
});

/** Cached because resolving labels takes as long as counting; there are few combinations. */
const known = new Map<string, Histogram.Internal<"method" | "route" | "status">>();

/** Records one response: the route as in the table of routes, and its duration in milliseconds. */
export function noteAnswer(method: string, route: string, status: number, tookMs: number): void {
  const key = `${method} ${route} ${status}`;
  let series = known.get(key);
  if (!series) {
    series = answers.labels(method, route, String(status));
    known.set(key, series);
  }
  series.observe(tookMs / 1000);
}

/** Records one refusal: `reason` is the `error` of an OAuth response or the `code` of the API's. */
export const noteRefusal = (route: string, reason: string): void => refusals.labels(route, reason).inc();
