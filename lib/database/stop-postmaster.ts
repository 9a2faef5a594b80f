import { setTimeout as sleep } from "node:timers/promises";
import { childrenOf, serves } from "@/lib/database/postmaster";

type Log = { warn: (fields: object, message: string) => void };

/** Roll back and write everything to disk; leave at once; be killed. What was committed survives all three. */
const steps = [
  { signal: "SIGINT", withinMs: 4_000 },
  { signal: "SIGQUIT", withinMs: 4_000 },
  { signal: "SIGKILL", withinMs: 2_000 },
] as const;

/** Ends the server of the data directory, by force if it does not end otherwise. Takes 10 seconds at most. */
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

/** Its processes would end by themselves, unless they hang as it did; the memory they share would keep the next server out. */
function killWithChildren(pid: number): void {
  // While it is frozen it starts no more of them.
  send("SIGSTOP", pid);
  for (const one of [pid, ...childrenOf(pid)]) send("SIGKILL", one);
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}
