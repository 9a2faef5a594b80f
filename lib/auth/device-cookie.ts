import { secretDigest, secretMatches } from "@/lib/crypto";

export const deviceCookie = "patchbay-device";

const bound = (nonce: string, email: string): string => `device\n${nonce}\n${email}`;

/** What the cookie holds: this browser's id, signed for this person. */
export const deviceCookieFor = (nonce: string, email: string): string =>
  `${nonce} ${secretDigest(bound(nonce, email))}`;

/** The id in a device cookie, if it was signed for this person; null for any other text. */
export function deviceIn(cookie: string | undefined, email: string): string | null {
  const [nonce, digest] = (cookie ?? "").split(" ");
  return nonce && digest && secretMatches(bound(nonce, email), digest) ? nonce : null;
}
