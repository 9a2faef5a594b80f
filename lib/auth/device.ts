import { cookies } from "next/headers";
import { config } from "@/lib/config";
import { randomId, secretDigest, secretMatches } from "@/lib/crypto";
import { db } from "@/lib/db";
import { emailInput } from "@/lib/people/rules";

const cookieName = "patchbay-device";

const bound = (nonce: string, devicesId: string): string => `device\n${nonce}\n${devicesId}`;

/** What the cookies of this person's browsers are bound to: another value forgets them all. */
async function devicesOf(email: string): Promise<string | null> {
  const person = await db().user.findUnique({ where: { email }, select: { devicesId: true } });
  return person?.devicesId ?? null;
}

/**
 * The id of this browser, if this person has signed in with it before. Such a browser has attempts of its own, so that
 * guesses made elsewhere cannot lock the person out (OWASP "device cookies").
 */
export async function knownDevice(given: unknown): Promise<string | null> {
  const [nonce, digest] = ((await cookies()).get(cookieName)?.value ?? "").split(" ");
  const email = emailInput.safeParse(given);
  if (!nonce || !digest || !email.success) return null;
  const devicesId = await devicesOf(email.data);
  return devicesId && secretMatches(bound(nonce, devicesId), digest) ? nonce : null;
}

/** Remembers that this person signed in with this browser, for a year. */
export async function rememberDevice(email: string): Promise<void> {
  const devicesId = await devicesOf(email);
  if (!devicesId) return;
  const nonce = randomId();
  (await cookies()).set(cookieName, `${nonce} ${secretDigest(bound(nonce, devicesId))}`, {
    httpOnly: true,
    sameSite: "lax",
    secure: config().baseUrl.startsWith("https:"),
    maxAge: 365 * 86_400,
    path: "/api/auth",
  });
}
