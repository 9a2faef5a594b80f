import { hashInThread, verifyInThread } from "@/lib/auth/password-thread";
import { randomToken } from "@/lib/crypto";
import { type Turn, Turns } from "@/lib/queues/turns";
import { Refusal } from "@/lib/refusal";

const longestWaitMs = 10_000;

// The server's bundle and Next's hold a copy of this module each; the queue is shared through the process.
const kept = globalThis as typeof globalThis & { patchbayPasswordTurns?: Turns };

/** One password at a time per process: each takes some 20 ms of a core and 19 MiB. */
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

/** @throws Refusal `too-many` when too many wait for their turn */
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
 * Hashes a new password, when its turn has come. Without a turn, for what nobody outside can ask for: at once.
 * @throws Refusal `too-many`
 */
export const hashPassword = (password: string, turn?: Turn): Promise<string> =>
  turn ? inTurn(turn, () => hashInThread(password)) : hashInThread(password);

let nobody: Promise<string> | undefined;

/**
 * Whether the password is the one behind the hash. Without a hash it costs the same and says no.
 * @throws Refusal `too-many`
 */
export async function passwordMatches(password: string, passwordHash: string | null, turn: Turn): Promise<boolean> {
  return inTurn(turn, async () => {
    nobody ??= hashInThread(randomToken());
    return (await verifyInThread(password, passwordHash ?? (await nobody))) && passwordHash !== null;
  });
}
