import type { Actor } from "@/lib/auth/actor";
import { countAttempt, spendAttempt, tooMany } from "@/lib/auth/throttle";
import { config } from "@/lib/config";

// What a signed-in person can have Patchbay send to somebody else, and how often.

/** Per person, for all people of an account together, and, where there is one, per host that it goes to. */
type Bounds = { perSeconds: number; person: number; account: number; host: number };

const tenMinutes = 600;
const anHour = 3_600;

const bounds = {
  /** A request to an address that somebody typed and nobody there agreed to: a validation, a JWKS URL. */
  request: { perSeconds: tenMinutes, person: 60, account: 240, host: 120 },
  /** A notification to an endpoint that has been validated: a test event, a resent delivery. */
  notification: { perSeconds: tenMinutes, person: 120, account: 600, host: 600 },
  /** A thousand deliveries and more at once. */
  replay: { perSeconds: tenMinutes, person: 10, account: 40, host: 40 },
  /** Where no mail server is configured, nothing is sent and nothing counted. */
  email: { perSeconds: anHour, person: 30, account: 120, host: 120 },
} as const satisfies Record<string, Bounds>;

/**
 * Counts something that a person has sent to others, before it is sent. Per host the people of one account have half of
 * what all accounts together have, so that one can't use it up for the others.
 * @throws Refusal `too-many`, which says when it can be tried again
 */
export async function spendSending(
  { userId, accountId }: Pick<Actor, "userId" | "accountId">,
  kind: keyof typeof bounds,
  urls: readonly string[] = [],
): Promise<void> {
  if (kind === "email" && !config().mail) return;
  const { perSeconds, person, account, host } = bounds[kind];
  await spendAttempt({ name: `${kind}-person`, attempts: person, perSeconds }, userId);
  const wait = await countAttempt({ name: `${kind}-account`, attempts: account, perSeconds }, accountId);
  if (wait > 0) throw tooMany(wait, { what: "Too many attempts in this account." });
  for (const name of new Set(urls.map(hostOf))) {
    const ours = { name: `${kind}-account-host`, attempts: host / 2, perSeconds };
    const all = { name: `${kind}-host`, attempts: host, perSeconds };
    const hostWait =
      (await countAttempt(ours, `${accountId} ${keyOf(name)}`)) || (await countAttempt(all, keyOf(name)));
    if (hostWait > 0) throw tooMany(hostWait, { what: `Too many requests to ${name}.` });
  }
}

/** The host that a URL names; a dot at its end makes it no other. */
export const hostOf = (url: string): string => new URL(url).hostname.replace(/\.$/, "");

/** Of a length that a row's key has room for; a longer name has more than 63 characters in its last parts. */
const keyOf = (host: string): string => host.slice(-180);
