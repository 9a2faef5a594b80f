import { cookies } from "next/headers";
import { config } from "@/lib/config";
import { randomId, secretDigest, secretMatches } from "@/lib/crypto";

const cookieName = "patchbay-device";

const bound = (nonce: string, email: string): string => `device\n${nonce}\n${email}`;

/**
 * The id of this browser, if this person has signed in with it before. Such a browser has attempts of its own, so that
 * guesses made elsewhere cannot lock the person out (OWASP "device cookies").
 */
export async function knownDevice(email: string): Promise<string | null> {
  const [nonce, digest] = ((await cookies()).get(cookieName)?.value ?? "").split(" ");
  return nonce && digest && secretMatches(bound(nonce, email), digest) ? nonce : null;
}

/** Remembers that this person signed in with this browser, for a year. */
export async function rememberDevice(email: string): Promise<void> {
  const nonce = randomId();
  (await cookies()).set(cookieName, `${nonce} ${secretDigest(bound(nonce, email))}`, {
    httpOnly: true,
    sameSite: "lax",
    secure: config().baseUrl.startsWith("https:"),
    maxAge: 365 * 86_400,
    path: "/api/auth",
  });
}
