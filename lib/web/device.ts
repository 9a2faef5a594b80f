import { cookies } from "next/headers";
import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { db } from "@/lib/database/db";
import { emailInput } from "@/lib/text/inputs";
import { deviceCookie, deviceCookieFor, deviceOf } from "@/lib/web/device-cookie";

/** What the cookies of this person's browsers are bound to; changing it forgets them all. */
async function devicesOf(email: string): Promise<string | null> {
  const person = await db().user.findUnique({ where: { email }, select: { devicesId: true } });
  return person?.devicesId ?? null;
}

/**
 * This browser's ID, if this person has signed in with it before. Such a browser has its own sign-in limit, so that
 * guesses made elsewhere can't lock the person out (OWASP "device cookies").
 */
export async function knownDevice(given: unknown): Promise<string | null> {
  const cookie = (await cookies()).get(deviceCookie)?.value;
  const email = emailInput.safeParse(given);
  if (!cookie || !email.success) return null;
  const devicesId = await devicesOf(email.data);
  return devicesId && deviceOf(cookie, { email: email.data, devicesId });
}

/** Remembers for a year that this person proved who they are in this browser. */
export async function rememberDevice(email: string): Promise<void> {
  const devicesId = await devicesOf(email);
  if (!devicesId) return;
  (await cookies()).set(deviceCookie, deviceCookieFor(randomId(), { email, devicesId }), {
    httpOnly: true,
    sameSite: "lax",
    secure: config().baseUrl.startsWith("https:"),
    maxAge: 365 * 86_400,
    path: "/api/auth",
  });
}
