import { hostOf } from "@/lib/auth/sending-throttle";
import { Turns } from "@/lib/queues/turns";
import { Refusal } from "@/lib/refusal";

const longestWaitMs = 10_000;

// The server's bundle and Next's each hold a copy of this module; the queue is shared through globalThis.
const kept = globalThis as typeof globalThis & { patchbayHostTurns?: Turns };

const turns = (): Turns => {
  kept.patchbayHostTurns ??= new Turns({
    places: 20,
    placeRestMs: 0,
    keyRestMs: 0,
    waiting: 200,
    waitingPerKey: 8,
    longestWaitMs,
  });
  return kept.patchbayHostTurns;
};

/**
 * Runs a request to a URL that someone typed: one at a time per host, 20 over all hosts, per process. null: too many
 * are already waiting for that host, or the wait was too long.
 */
export async function inTurnOfHost<T>(url: string, request: () => Promise<T>): Promise<T | null> {
  const done = await turns().take({ key: hostOf(url), known: false });
  if (!done) return null;
  try {
    return await request();
  } finally {
    done();
  }
}

export const hostIsBusy = (url: string): Refusal =>
  new Refusal(
    "too-many",
    `Too many requests to ${hostOf(url)} are in progress. Try again in ${longestWaitMs / 1000} seconds.`,
  );
