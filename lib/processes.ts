import cluster, { type Worker } from "node:cluster";
import { on, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";

/** What a process says when it answers requests. */
export const isServing = "serving";

const againAfterMs = 1_000;
const killAfterMs = 4_500;

/** Told by a process of several: it answers requests from now on. */
export const tellServing = (): void => void process.send?.(isServing);

/** Whether this process is one of several that share a port. */
export const isOneOfSeveral = cluster.isWorker;

/**
 * Runs this program `count` times more, the processes sharing whatever port they listen on; one that ends is followed by
 * another. Resolves when all of them serve.
 * @returns how to stop: each finishes what it has begun, as alone
 * @throws Error when one ends before it ever served: it has said why
 */
export async function startProcesses(count: number, env: Record<string, string>): Promise<() => Promise<void>> {
  // JSON would lose NaN, which some metrics are.
  cluster.setupPrimary({ serialization: "advanced" });
  let stopping = false;
  const running = new Set<Worker>();

  function fork(): Worker {
    const worker = cluster.fork(env);
    running.add(worker);
    worker.once("exit", (code, signal) => {
      running.delete(worker);
      if (stopping) return;
      log.error({ pid: worker.process.pid, code, signal }, "a process ended; another takes its place");
      setTimeout(() => stopping || fork(), againAfterMs);
    });
    return worker;
  }

  async function stop(): Promise<void> {
    stopping = true;
    const all = [...running];
    for (const { process } of all) process.kill("SIGTERM");
    const gone = Promise.all(all.map((worker) => worker.isDead() || once(worker, "exit")));
    await Promise.race([gone, sleep(killAfterMs)]);
    for (const { process } of running) process.kill("SIGKILL");
  }

  try {
    await Promise.all(Array.from({ length: count }, () => serving(fork())));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** The worker answers requests. @throws Error when it ends instead */
async function serving(worker: Worker): Promise<void> {
  const over = new AbortController();
  const told = toldServing(worker, over.signal);
  const ended = once(worker, "exit", over).then(() => {
    throw new ProcessEnded("One of the processes of WEB_CONCURRENCY ended while it started. See above for the reason.");
  });
  told.catch(() => undefined);
  ended.catch(() => undefined);
  await Promise.race([told, ended]).finally(() => over.abort());
}

async function toldServing(worker: Worker, signal: AbortSignal): Promise<void> {
  for await (const [message] of on(worker, "message", { signal })) if (message === isServing) return;
}

/** One of several processes could not start; it has said why itself. */
export class ProcessEnded extends Error {
  override readonly name = "ProcessEnded";
}
