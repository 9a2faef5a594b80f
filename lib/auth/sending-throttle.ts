import type { Actor } from "@/lib/auth/actor";
import { countAttempt, spendAttempt, tooMany } from "@/lib/auth/throttle";
import { config } from "@/lib/config";

// What a signed-in person can make Patchbay send to others, and how often.

/** Limits per person, per account (all its people together) and, where there is one, per destination host. */
type Bounds = { perSeconds: number; person: number; account: number; host: number };

const tenMinutes = 600;
const anHour = 3_600;

const bounds = {
  /** A request to a URL that someone typed and no one there agreed to: endpoint validation, a JWKS URL. */
  request: { perSeconds: tenMinutes, person: 60, account: 240, host: 120 },
  /** A notification to a validated endpoint: a test event, a resent delivery. */
  notification: { perSeconds: tenMinutes, person: 120, account: 600, host: 600 },
  /** A replay resends a thousand deliveries or more. */
  replay: { perSeconds: tenMinutes, person: 10, account: 40, host: 40 },
  /** Not counted where no mail server is configured, because nothing is sent. */
  email: { perSeconds: anHour, person: 30, account: 120, host: 120 },
} as const satisfies Record<string, Bounds>;

/**
 * Counts something a person is about to send to others. Per host, one account gets half of what all accounts get
 * together, so that it can't use the limit up for the others.
 * @throws Refusal `too-many`, with the time until the next attempt
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

/** The host in a URL, without a trailing dot, which would only spell the same host differently. */
export const hostOf = (url: string): string => new URL(url).hostname.replace(/\.$/, "");

/** Cut to fit a row's key. Labels have at most 63 characters, so the last 180 still name the domain. */
const keyOf = (host: string): string => host.slice(-180);
