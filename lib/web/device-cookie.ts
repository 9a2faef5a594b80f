import { secretDigest, secretMatches } from "@/lib/crypto";

export const deviceCookie = "patchbay-device";

/**
 * What a device cookie is bound to: a person's email address, and the ID that all their browsers share
 * (User.devicesId).
 */
type Person = { email: string; devicesId: string };

const bound = (nonce: string, to: string): string => `device\n${nonce}\n${to}`;

/** The cookie's value: this browser's ID, followed by two signatures, for the email address and for `devicesId`. */
export const deviceCookieFor = (nonce: string, { email, devicesId }: Person): string =>
  [nonce, ...[email, devicesId].map((to) => secretDigest(bound(nonce, to)))].join(" ");

/**
 * The ID in a device cookie signed for this email address; null for any other text. Whether the address is still theirs
 * requires the database, see {@link deviceOf}.
 */
export function deviceIn(cookie: string | undefined, email: string): string | null {
  const [nonce, digest] = (cookie ?? "").split(" ");
  return nonce && digest && secretMatches(bound(nonce, email), digest) ? nonce : null;
}

/** The ID in a device cookie signed for this person, if their browsers have not been forgotten since. */
export function deviceOf(cookie: string, { email, devicesId }: Person): string | null {
  const nonce = deviceIn(cookie, email);
  const digest = cookie.split(" ")[2];
  return nonce && digest && secretMatches(bound(nonce, devicesId), digest) ? nonce : null;
}
