import cluster, { type Worker } from "node:cluster";
import { on, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";

/** The message a process sends once it answers requests. */
export const isServing = "serving";

const againAfterMs = 1_000;
const killAfterMs = 4_500;

/** Tells the primary that this process answers requests; does nothing if there is none. */
export const tellServing = (): void => void process.send?.(isServing);

/** Whether this process is one of several that share a port. */
export const isOneOfSeveral = cluster.isWorker;

/**
 * Runs `count` more processes of this program that share any port they listen on; one that exits is replaced. Resolves
 * when all of them serve.
 * @returns a function that stops them: each may finish its requests, but is killed after 4.5 s
 * @throws ProcessEnded if one exits before it has served; it has printed why
 */
export async function startProcesses(count: number, env: Record<string, string>): Promise<() => Promise<void>> {
  // The default, JSON, would lose the NaN that some metrics contain.
  cluster.setupPrimary({ serialization: "advanced" });
  let stopping = false;
  const running = new Set<Worker>();

  function fork(): Worker {
    const worker = cluster.fork(env);
    running.add(worker);
    worker.once("exit", (code, signal) => {
      running.delete(worker);
      if (stopping) return;
      log.error({ pid: worker.process.pid, code, signal }, "a process exited and will be replaced");
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

/** Resolves when the worker answers requests. @throws ProcessEnded if it exits first */
async function serving(worker: Worker): Promise<void> {
  const over = new AbortController();
  const told = toldServing(worker, over.signal);
  const ended = once(worker, "exit", over).then(() => {
    throw new ProcessEnded("One of the WEB_CONCURRENCY processes exited while starting. See above for the reason.");
  });
  told.catch(() => undefined);
  ended.catch(() => undefined);
  await Promise.race([told, ended]).finally(() => over.abort());
}

async function toldServing(worker: Worker, signal: AbortSignal): Promise<void> {
  for await (const [message] of on(worker, "message", { signal })) if (message === isServing) return;
}

/** One of several processes could not start; it has printed why. */
export class ProcessEnded extends Error {
  override readonly name = "ProcessEnded";
}
