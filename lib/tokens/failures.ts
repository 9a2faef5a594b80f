import { performance } from "node:perf_hooks";
import { countAttempt } from "@/lib/auth/throttle";
import { tokenDigest } from "@/lib/crypto";

const limit = { name: "client-failures", attempts: 30, perSeconds: 60 };

const mostKeptKeys = 10_000;
const closedUntil = new Map<string, number>();
const counting = new Map<string, Promise<number>>();

/**
 * Counts one failed authentication of a client from an address, for all servers of this database: 30 per minute.
 * @returns the seconds to wait, 0 while failures are answered in full
 */
export async function countFailure(client: string, address: string): Promise<number> {
  const key = tokenDigest(`${address} ${client}`);
  const wait = secondsUntil(closedUntil.get(key) ?? 0);
  return wait > 0 ? wait : countInTurn(key);
}

/** One after the other per key: a flood of guesses holds one connection, and none once the limit is reached. */
async function countInTurn(key: string): Promise<number> {
  const before = counting.get(key);
  const mine = (before ?? Promise.resolve(0)).catch(() => 0).then((wait) => (wait > 0 ? wait : count(key)));
  counting.set(key, mine);
  try {
    return await mine;
  } finally {
    if (counting.get(key) === mine) counting.delete(key);
  }
}

async function count(key: string): Promise<number> {
  const wait = await countAttempt(limit, key);
  if (wait > 0) {
    if (closedUntil.size >= mostKeptKeys) closedUntil.clear();
    closedUntil.set(key, performance.now() + wait * 1000);
  }
  return wait;
}

const secondsUntil = (momentMs: number): number => Math.max(0, Math.ceil((momentMs - performance.now()) / 1000));
