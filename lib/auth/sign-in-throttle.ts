import * as z from "zod";
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
import { row, typed } from "@/lib/database/rows";
import type { Turn } from "@/lib/queues/turns";

// The reasons for these limits are in docs/decisions/0012-a-way-in-beside-guesses.md.

/**
 * Where a sign-in attempt comes from. `device`: the ID of a browser in which this person has signed in before; null if
 * it isn't one.
 */
export type Origin = { address: string; device: string | null };

const fifteenMinutes = 900;
const perDevice: Limit = { name: "sign-in-device", attempts: 10, perSeconds: fifteenMinutes };
/** Across all people, against one password tried on many. Successful attempts don't count. */
const perNetwork: Limit = { name: "sign-in-network", attempts: 30, perSeconds: fifteenMinutes };
const perPersonAndNetwork: Limit = { name: "sign-in-address", attempts: 5, perSeconds: fifteenMinutes };
const perPerson: Limit = { name: "sign-in-person", attempts: 50, perSeconds: fifteenMinutes };
/** First attempts from further networks, once {@link perPerson} is used up. */
const perPersonFirst: Limit = { name: "sign-in-first", attempts: 100, perSeconds: 3_600 };

/** Someone who used a one-time link moments ago. */
const proved: Limit = { name: "sign-in-proved", attempts: 1, perSeconds: 120 };

const anotherWayIn =
  "To sign in now, use a browser in which you have signed in before, or set a new password with “Forgot your password?”.";

/** Attempts are checked one at a time per network; those from known browsers go first, one at a time per person. */
export const turnOf = (email: string, { address, device }: Origin): Turn =>
  device ? { key: email, known: true } : { key: networkOf(address), known: false };

type Counted = {
  /** Clears what was counted against this person here. */
  succeeded: () => Promise<void>;
};

/**
 * Counts a sign-in attempt before the password is checked. A browser in which this person has signed in before has a
 * limit of its own. Any other attempt counts per network (across all people), per person and network, and, if this
 * person never signed in from that network, per person.
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

/**
 * Once guesses from many networks have used up the person's attempts, a network seen for the first time still gets one.
 */
async function countNewPlace(email: string, isFirst: boolean): Promise<void> {
  const { wait } = await countOne(perPerson, email);
  if (wait === 0) return;
  if (!isFirst) throw tooMany(wait, { sooner: anotherWayIn });
  await spendAttempt(perPersonFirst, email, anotherWayIn);
}

const foundRow = row({ found: z.boolean() });

/** Whether this person has signed in from this network in the last 90 days. */
async function hasSignedInFrom(email: string, network: string): Promise<boolean> {
  const isRange = network.includes("/");
  // Cast only text of this form: the column may hold values that aren't IP addresses, and the cast would fail on them.
  const isThere = isRange
    ? `CASE WHEN s."address" ~ '^[0-9a-f:]+$' AND s."address" LIKE '%:%' THEN s."address"::inet <<= $2::cidr ELSE false END`
    : `s."address" = $2`;
  const { rows } = await pool().query({
    name: isRange ? "signed-in-from-range" : "signed-in-from",
    text: `SELECT EXISTS (SELECT FROM "Session" s JOIN "User" u ON u."id" = s."userId"
             WHERE u."email" = $1 AND s."createdAt" > clock_timestamp() - interval '90 days' AND ${isThere}) AS "found"`,
    values: [email, network],
  });
  return typed(foundRow, rows)[0]?.found ?? false;
}

/**
 * Exempts this person's next attempt from this network, within two minutes, from all limits: they have just proved who
 * they are with a one-time link and are about to sign in.
 */
export const allowNextSignIn = (email: string, address: string): Promise<number> =>
  countAttempt(proved, `${email} ${networkOf(address)}`);

/** Clears all attempts counted against this person from anywhere, because they have proved who they are. */
export async function forgetSignInAttempts(email: string): Promise<void> {
  await Promise.all([perPerson, perPersonFirst].map((limit) => forgetAttempts(limit, email)));
  for (const limit of [perDevice, perPersonAndNetwork]) await forgetAttemptsUnder(limit, `${email} `);
}
