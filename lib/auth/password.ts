import { hashInThread, verifyInThread } from "@/lib/auth/password-thread";
import { randomToken } from "@/lib/crypto";
import { type Turn, Turns } from "@/lib/queues/turns";
import { Refusal } from "@/lib/refusal";

const longestWaitMs = 10_000;

// The server's bundle and Next's each hold a copy of this module; the queue is shared through globalThis.
const kept = globalThis as typeof globalThis & { patchbayPasswordTurns?: Turns };

/** One password at a time per process: each costs about 20 ms of a core and 19 MiB. */
const turns = (): Turns => {
  kept.patchbayPasswordTurns ??= new Turns({
    places: 1,
    placeRestMs: 0,
    keyRestMs: 0,
    waiting: 100,
    waitingPerKey: 4,
    longestWaitMs,
  });
  return kept.patchbayPasswordTurns;
};

/** @throws Refusal `too-many` if too many are waiting, or the wait was too long */
async function inTurn<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
  const done = await turns().take(turn);
  if (!done) throw new Refusal("too-many", `Too many attempts. Try again in ${longestWaitMs / 1000} seconds.`);
  try {
    return await work();
  } finally {
    done();
  }
}

/**
 * Hashes a new password in its turn. Without `turn`, immediately: only for calls that outsiders can't trigger.
 * @throws Refusal `too-many`
 */
export const hashPassword = (password: string, turn?: Turn): Promise<string> =>
  turn ? inTurn(turn, () => hashInThread(password)) : hashInThread(password);

let nobody: Promise<string> | undefined;

/**
 * Whether the password matches the hash. Without a hash it takes the same time and returns false.
 * @throws Refusal `too-many`
 */
export async function passwordMatches(password: string, passwordHash: string | null, turn: Turn): Promise<boolean> {
  return inTurn(turn, async () => {
    nobody ??= hashInThread(randomToken());
    return (await verifyInThread(password, passwordHash ?? (await nobody))) && passwordHash !== null;
  });
}
