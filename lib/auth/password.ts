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

/** The same password typed on another keyboard or system may be other code points (NIST SP 800-63B, section 5.1.1.2). */
const composed = (password: string) => password.normalize("NFC");

/**
 * Hashes a new password in its turn. Without `turn`, immediately: only for calls that outsiders can't trigger.
 * @throws Refusal `too-many`
 */
export const hashPassword = (password: string, turn?: Turn): Promise<string> =>
  turn ? inTurn(turn, () => hashInThread(composed(password))) : hashInThread(composed(password));

let nobody: Promise<string> | undefined;

/**
 * Whether the password matches the hash. Without a hash it takes the same time and returns false.
 * @throws Refusal `too-many`
 */
export async function passwordMatches(password: string, passwordHash: string | null, turn: Turn): Promise<boolean> {
  return inTurn(turn, async () => {
    nobody ??= hashInThread(randomToken());
    const hash = passwordHash ?? (await nobody);
    // Hashes made before passwords were composed are of the text as it was typed.
    const forms = new Set([composed(password), password]);
    for (const form of forms) if (await verifyInThread(form, hash)) return passwordHash !== null;
    return false;
  });
}
