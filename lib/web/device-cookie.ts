import { secretDigest, secretMatches } from "@/lib/crypto";

export const deviceCookie = "patchbay-device";

/** A person, by their address and by what their browsers are bound to. */
type Person = { email: string; devicesId: string };

const bound = (nonce: string, to: string): string => `device\n${nonce}\n${to}`;

/** What the cookie holds: this browser's id, signed for this person, once by their address. */
export const deviceCookieFor = (nonce: string, { email, devicesId }: Person): string =>
  [nonce, ...[email, devicesId].map((to) => secretDigest(bound(nonce, to)))].join(" ");

/**
 * The id in a device cookie, if it was signed for this address; null for any other text. Whether the address is still
 * theirs takes the database, see {@link deviceOf}.
 */
export function deviceIn(cookie: string | undefined, email: string): string | null {
  const [nonce, digest] = (cookie ?? "").split(" ");
  return nonce && digest && secretMatches(bound(nonce, email), digest) ? nonce : null;
}

/** The id in a device cookie, if it was signed for this person and their browsers were not forgotten since. */
export function deviceOf(cookie: string, { email, devicesId }: Person): string | null {
  const nonce = deviceIn(cookie, email);
  const digest = cookie.split(" ")[2];
  return nonce && digest && secretMatches(bound(nonce, devicesId), digest) ? nonce : null;
}
