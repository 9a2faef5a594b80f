import cluster, { type Worker } from "node:cluster";
import { AggregatorRegistry, type Registry } from "prom-client";
import { isServing } from "@/lib/processes";

/** Metrics as sent between processes. */
export type Metrics = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** One process's metrics: `counts` are added up over all processes, `own` are not. */
type OfProcess = { counts: Metrics; own: Metrics };

/** The metrics of all processes. Exited ones still count; silent ones count with their last report. */
export type OfAll = { counts: Metrics[]; own: Metrics[]; processes: Record<ProcessState, number> };

type ProcessState = "answered" | "silent" | "starting";

/** Messages of the processes that share a port to the primary, and back; `id` identifies one scrape. */
export type ToPrimary = { metrics: "wanted"; id: string } | { metrics: "told"; id: string; of: OfProcess };
export type FromPrimary = { metrics: "tell"; id: string } | { metrics: "all"; id: string; of: OfAll };

/** A process that has not reported its metrics within this time is silent. */
export const silentAfterMs = 1_000;

/** Call in the primary: processes forked from now on can report the metrics of all. */
export function collectMetrics(): void {
  const collector = new MetricsCollector();
  cluster.on("fork", (worker) => collector.join(worker));
  cluster.on("message", (worker, message) => collector.hear(worker, message));
  cluster.on("exit", (worker) => collector.leave(worker));
}

type Process = Pick<Worker, "id" | "isConnected"> & { send: (message: FromPrimary, sent: () => void) => unknown };

type Round = { silent: Set<Process>; own: Metrics[]; end: () => Promise<void> };

/** Asks all processes for their metrics when one of them is scraped; waits at most a second for each. */
export class MetricsCollector {
  readonly #starting = new Set<Process>();
  readonly #serving = new Set<Process>();
  readonly #counts = new Map<Process, Metrics>();
  readonly #rounds = new Map<string, Round>();
  /** Kept because sums that fall when a process exits would look like a counter reset. */
  #countsOfEnded: Promise<Metrics> = Promise.resolve([]);

  join(process: Process): void {
    this.#starting.add(process);
  }

  hear(process: Process, message: unknown): void {
    if (message === isServing && this.#starting.delete(process)) this.#serving.add(process);
    if (!isAboutMetrics(message)) return;
    if (message.metrics === "wanted") this.#ask(process, message.id);
    else this.#note(process, message);
  }

  leave(process: Process): void {
    this.#starting.delete(process);
    this.#serving.delete(process);
    const last = this.#counts.get(process);
    this.#counts.delete(process);
    if (last) this.#countsOfEnded = this.#countsOfEnded.then((before) => sumOf([before, last]));
    for (const round of this.#rounds.values()) heardFrom(process, round);
  }

  #ask(asker: Process, id: string): void {
    const timer = setTimeout(() => void round.end(), silentAfterMs);
    const end = async (): Promise<void> => {
      clearTimeout(timer);
      this.#rounds.delete(id);
      tell(asker, { metrics: "all", id, of: await this.#told(round) });
    };
    const round: Round = { silent: new Set(this.#serving), own: [], end };
    this.#rounds.set(id, round);
    for (const one of this.#serving) tell(one, { metrics: "tell", id });
  }

  /** Counts that arrive too late for this scrape are kept for the next. */
  #note(process: Process, { id, of }: ToPrimary & { metrics: "told" }): void {
    if (this.#serving.has(process)) this.#counts.set(process, of.counts);
    const round = this.#rounds.get(id);
    if (!round) return;
    round.own.push(of.own);
    heardFrom(process, round);
  }

  async #told({ own, silent }: Round): Promise<OfAll> {
    const processes = { answered: own.length, silent: silent.size, starting: this.#starting.size };
    return { counts: [await this.#countsOfEnded, ...this.#counts.values()], own, processes };
  }
}

function heardFrom(process: Process, { silent, end }: Round): void {
  if (silent.delete(process) && silent.size === 0) void end();
}

/** Sending fails only after the process has exited; its exit event handles that. */
function tell(process: Process, message: FromPrimary): void {
  if (process.isConnected()) process.send(message, () => undefined);
}

const sumOf = (all: Metrics[]): Promise<Metrics> => AggregatorRegistry.aggregate(all).getMetricsAsJSON();

const isAboutMetrics = (message: unknown): message is ToPrimary =>
  typeof message === "object" && message !== null && "metrics" in message;
