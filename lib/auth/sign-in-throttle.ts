import { networkOf } from "@/lib/address/client-address";
import {
  countAttempt,
  countOne,
  forgetAttempts,
  forgetAttemptsUnder,
  type Limit,
  returnAttempt,
  spendAttempt,
  takeCounted,
  tooMany,
} from "@/lib/auth/throttle";
import { pool } from "@/lib/database/db";
import type { Turn } from "@/lib/queues/turns";

// docs/decisions/0012-a-way-in-beside-guesses.md tells why these are as they are.

/** Where an attempt comes from: `device` is the id of a browser in which this person has signed in before. */
export type Origin = { address: string; device: string | null };

const fifteenMinutes = 900;
const perDevice: Limit = { name: "sign-in-device", attempts: 10, perSeconds: fifteenMinutes };
/** Over all people: who tries one password on many. Attempts that succeed don't count. */
const perNetwork: Limit = { name: "sign-in-network", attempts: 30, perSeconds: fifteenMinutes };
const perPersonAndNetwork: Limit = { name: "sign-in-address", attempts: 5, perSeconds: fifteenMinutes };
const perPerson: Limit = { name: "sign-in-person", attempts: 50, perSeconds: fifteenMinutes };
/** First attempts of further networks once {@link perPerson} is used up. */
const perPersonFirst: Limit = { name: "sign-in-first", attempts: 100, perSeconds: 3_600 };

/** Whoever used a link of theirs a moment ago. */
const proved: Limit = { name: "sign-in-proved", attempts: 1, perSeconds: 120 };

const anotherWayIn =
  "To sign in now, use a browser in which you have signed in before, or set a new password with “Forgot your password?”.";

/** Attempts are checked one at a time per network, and those of known browsers, one at a time per person, first. */
export const turnOf = (email: string, { address, device }: Origin): Turn =>
  device ? { key: email, known: true } : { key: networkOf(address), known: false };

type Counted = {
  /** Forgets what was counted against this person here. */
  succeeded: () => Promise<void>;
};

/**
 * Counts an attempt to sign in, before the password is checked. A browser that this person has signed in with has
 * attempts of its own. Any other counts by its network over all people, by person and network, and, where this person
 * never signed in from, by person.
 * @throws Refusal `too-many`
 */
export async function countSignIn(email: string, { address, device }: Origin): Promise<Counted> {
  if (device) {
    const key = `${email} ${device}`;
    await spendAttempt(perDevice, key);
    return { succeeded: () => forgetAttempts(perDevice, key) };
  }
  const network = networkOf(address);
  const key = `${email} ${network}`;
  if (await takeCounted(proved, key)) return { succeeded: async () => undefined };
  await spendAttempt(perNetwork, network, anotherWayIn);
  const { before, wait } = await countOne(perPersonAndNetwork, key);
  if (wait > 0) throw tooMany(wait, { sooner: anotherWayIn });
  const isNewPlace = !(await hasSignedInFrom(email, network));
  if (isNewPlace) await countNewPlace(email, before === 0);
  return {
    async succeeded() {
      await Promise.all([returnAttempt(perNetwork, network), forgetAttempts(perPersonAndNetwork, key)]);
      if (isNewPlace) await forgetAttempts(perPerson, email);
    },
  };
}

/** Guesses from many networks use up the attempts for all of them; a network that comes new still has a first one. */
async function countNewPlace(email: string, isFirst: boolean): Promise<void> {
  const { wait } = await countOne(perPerson, email);
  if (wait === 0) return;
  if (!isFirst) throw tooMany(wait, { sooner: anotherWayIn });
  await spendAttempt(perPersonFirst, email, anotherWayIn);
}

/** Whether this person has signed in from this network within 90 days. */
async function hasSignedInFrom(email: string, network: string): Promise<boolean> {
  const isRange = network.includes("/");
  // Only text of this form is an address; whatever else is kept there must not be read as one.
  const isThere = isRange
    ? `CASE WHEN s."address" ~ '^[0-9a-f:]+$' AND s."address" LIKE '%:%' THEN s."address"::inet <<= $2::cidr ELSE false END`
    : `s."address" = $2`;
  const { rows } = await pool().query({
    name: isRange ? "signed-in-from-range" : "signed-in-from",
    text: `SELECT EXISTS (SELECT FROM "Session" s JOIN "User" u ON u."id" = s."userId"
             WHERE u."email" = $1 AND s."createdAt" > clock_timestamp() - interval '90 days' AND ${isThere}) AS "found"`,
    values: [email, network],
  });
  return rows[0].found;
}

/**
 * Lets this person's next attempt from this network be checked within two minutes, whatever was counted: they have just
 * proved who they are by a one-time link, and are about to sign in.
 */
export const allowNextSignIn = (email: string, address: string): Promise<number> =>
  countAttempt(proved, `${email} ${networkOf(address)}`);

/** Forgets every attempt counted against this person, wherever it came from: they have proved who they are. */
export async function forgetSignInAttempts(email: string): Promise<void> {
  await Promise.all([perPerson, perPersonFirst].map((limit) => forgetAttempts(limit, email)));
  for (const limit of [perDevice, perPersonAndNetwork]) await forgetAttemptsUnder(limit, `${email} `);
}
