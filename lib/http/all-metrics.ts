import { randomUUID } from "node:crypto";
import { AggregatorRegistry, Gauge, Registry } from "prom-client";
import { ApiError } from "@/lib/http/errors";
import { noteDatabase } from "@/lib/http/gauges";
import { countsRegister, installationRegister, ownRegister } from "@/lib/http/metrics";
import { type FromPrimary, type OfAll, silentAfterMs, type ToPrimary } from "@/lib/http/metrics-collector";
import { log } from "@/lib/log";
import { isOneOfSeveral } from "@/lib/processes";

const askedWithinMs = 3 * silentAfterMs;

/**
 * All metrics in Prometheus' text format: of this process or, if several share a port, of all of them, with counts
 * added up. A process that does not answer within a second is reported as silent; its counts are those it reported
 * last.
 * @throws ApiError 503 if the primary process does not answer
 */
export async function allMetrics(): Promise<{ text: string; contentType: string }> {
  const [all] = await Promise.all([isOneOfSeveral ? askForAll() : null, noteDatabase()]);
  const register = Registry.merge([...(all ? registersOf(all) : [countsRegister, ownRegister]), installationRegister]);
  return { text: await register.metrics(), contentType: register.contentType };
}

function registersOf({ counts, own, processes }: OfAll): Registry[] {
  const register = new Registry();
  const told = new Gauge({
    name: "patchbay_processes",
    help: "Processes that share the port, by whether they answered this scrape; starting processes are not asked",
    labelNames: ["state"],
    registers: [register],
  });
  for (const [state, count] of Object.entries(processes)) told.set({ state }, count);
  // Each series carries its process as a label, so there is nothing to add up.
  const each = own.map((metrics) => metrics.map((metric) => ({ ...metric, aggregator: "first" })));
  return [register, AggregatorRegistry.aggregate(counts), AggregatorRegistry.aggregate(each)];
}

const waiting = new Map<string, (all: OfAll) => void>();

if (isOneOfSeveral) process.on("message", hear);

function hear(message: FromPrimary): void {
  if (message.metrics === "tell") void tellOwn(message.id);
  if (message.metrics === "all") waiting.get(message.id)?.(message.of);
}

async function tellOwn(id: string): Promise<void> {
  try {
    const [counts, own] = await Promise.all([countsRegister.getMetricsAsJSON(), ownRegister.getMetricsAsJSON()]);
    say({ metrics: "told", id, of: { counts, own } });
  } catch (error) {
    log.warn({ err: error }, "the metrics of this process could not be collected");
  }
}

async function askForAll(): Promise<OfAll> {
  const id = randomUUID();
  const silence = new ApiError(503, 503, "The metrics of this server's processes can't be collected. Try again.");
  try {
    return await new Promise((resolve, reject) => {
      setTimeout(reject, askedWithinMs, silence).unref();
      waiting.set(id, resolve);
      say({ metrics: "wanted", id });
    });
  } finally {
    waiting.delete(id);
  }
}

const say = (message: ToPrimary): void => void process.send?.(message);
