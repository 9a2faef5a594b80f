import { cookies } from "next/headers";
import { deviceCookie, deviceCookieFor, deviceIn } from "@/lib/auth/device-cookie";
import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";

/**
 * The id of this browser, if this person has signed in with it before. Such a browser has attempts of its own, so that
 * guesses made elsewhere cannot lock the person out (OWASP "device cookies").
 */
export const knownDevice = async (email: string): Promise<string | null> =>
  deviceIn((await cookies()).get(deviceCookie)?.value, email);

/** Remembers for a year that this person proved who they are in this browser. */
export async function rememberDevice(email: string): Promise<void> {
  (await cookies()).set(deviceCookie, deviceCookieFor(randomId(), email), {
    httpOnly: true,
    sameSite: "lax",
    secure: config().baseUrl.startsWith("https:"),
    maxAge: 365 * 86_400,
    path: "/api/auth",
  });
}
