import { setTimeout as sleep } from "node:timers/promises";
import { childrenOf, serves } from "@/lib/database/postmaster";

type Log = { warn: (fields: object, message: string) => void };

/** Fast shutdown (roll back, write everything to disk), immediate shutdown, kill. Committed data survives all three. */
const steps = [
  { signal: "SIGINT", withinMs: 4_000 },
  { signal: "SIGQUIT", withinMs: 4_000 },
  { signal: "SIGKILL", withinMs: 2_000 },
] as const;

/** Stops the data directory's server, by force if necessary. Takes at most 10 seconds. */
export async function stopPostmaster(dataDirectory: string, pid: number, log: Log): Promise<void> {
  for (const { signal, withinMs } of steps) {
    if (!serves(pid, dataDirectory)) return;
    if (signal === "SIGKILL") killWithChildren(pid);
    else send(signal, pid);
    if (await isGone(dataDirectory, pid, withinMs)) return;
    log.warn({ pid, signal, afterMs: withinMs }, "the embedded database has not stopped");
  }
}

async function isGone(dataDirectory: string, pid: number, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 25) {
    if (!serves(pid, dataDirectory)) return true;
    await sleep(25);
  }
  return false;
}

/** Children normally exit on their own but may hang too; the shared memory they hold would keep the next server out. */
function killWithChildren(pid: number): void {
  // Once frozen, it can't start more children.
  send("SIGSTOP", pid);
  for (const one of [pid, ...childrenOf(pid)]) send("SIGKILL", one);
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}
