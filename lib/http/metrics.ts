import cluster from "node:cluster";
import { Counter, Histogram, Registry } from "prom-client";

/** What adds up over all processes that share a port. */
export const countsRegister = new Registry();

/** What each process has for itself. */
export const ownRegister = new Registry();

/** What the whole installation has, whichever process is asked. */
export const installationRegister = new Registry();

if (cluster.worker) ownRegister.setDefaultLabels({ process: String(cluster.worker.id) });

const answers = new Histogram({
  name: "patchbay_http_request_duration_seconds",
  help: "Time from a machine's request to its answer, by route and status",
  labelNames: ["method", "route", "status"],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [countsRegister],
});

const refusals = new Counter({
  name: "patchbay_http_refusals_total",
  help: "Machine requests that were refused, by route and reason (the error or code of the answer)",
  labelNames: ["route", "reason"],
  registers: [countsRegister],
});

/** Looking the labels up anew takes as long as counting; there are few combinations. */
const known = new Map<string, Histogram.Internal<"method" | "route" | "status">>();

/** Notes one answer: the route as the table has it, and how many milliseconds it took. */
export function noteAnswer(method: string, route: string, status: number, tookMs: number): void {
  const key = `${method} ${route} ${status}`;
  let series = known.get(key);
  if (!series) {
    series = answers.labels(method, route, String(status));
    known.set(key, series);
  }
  series.observe(tookMs / 1000);
}

/** Notes one refusal: the `error` of an OAuth answer, the `code` of the API's. */
export const noteRefusal = (route: string, reason: string): void => refusals.labels(route, reason).inc();
