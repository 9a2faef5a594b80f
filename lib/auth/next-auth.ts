import { cookies } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { sessionDays } from "@/lib/auth/actor";
import { knownDevice, rememberDevice } from "@/lib/auth/device";
import { admitThroughProvider, identityProvider, providerId } from "@/lib/auth/identity-provider";
import { requestAddress } from "@/lib/auth/request-address";
import { endSession, signIn } from "@/lib/auth/sign-in";
import { config } from "@/lib/config";
import { cookieSecret } from "@/lib/crypto";
import { log } from "@/lib/log";
import { Refusal } from "@/lib/refusal";

declare module "next-auth" {
  interface User {
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}

const cookieSeconds = sessionDays * 2 * 86_400;

/** next-auth, reduced to what a cookie needs: it carries the session's id and nothing else. Truth is in the database. */
export function authOptions(): NextAuthOptions {
  return {
    secret: cookieSecret(),
    useSecureCookies: config().baseUrl.startsWith("https:"),
    session: { strategy: "jwt", maxAge: cookieSeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [Credentials({ credentials: { email: {}, password: {} }, authorize }), ...identityProvider()],
    callbacks: {
      signIn: ({ user, account, profile }) =>
        account?.provider === providerId ? admitThroughProvider(user, profile) : true,
      jwt: ({ token, user }) => ({ sessionId: user?.sessionId ?? token.sessionId }),
      // What the browser may ask for: nothing but how long the cookie lasts.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) =>
        URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === baseUrl ? url : baseUrl,
    },
    events: { signOut: async ({ token }) => endSession(token.sessionId ?? "", await requestAddress()) },
    logger: {
      error: (code, detail) => log.error({ code, detail: reasonIn(detail) ?? code }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

const isSecure = (): boolean => config().baseUrl.startsWith("https:");
const cookieName = (): string => `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;

/** Signs this browser in with a session that was opened outside next-auth; the cookie is as next-auth sets it. */
export async function setSessionCookie(sessionId: string): Promise<void> {
  const value = await encode({ token: { sessionId }, secret: cookieSecret(), maxAge: cookieSeconds });
  const options = { httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", maxAge: cookieSeconds } as const;
  (await cookies()).set(cookieName(), value, options);
}

/** The session that this request's cookie names; null without one, or when it is not ours. */
export async function cookieSessionId(): Promise<string | null> {
  const token = (await cookies()).get(cookieName())?.value;
  const read = token ? await decode({ token, secret: cookieSecret() }).catch(() => null) : null;
  return read?.sessionId ?? null;
}

/** What next-auth hands its logger: an error, or an object around one. */
function reasonIn(detail: unknown): string | undefined {
  if (detail instanceof Error) return detail.message;
  return detail && typeof detail === "object" && "error" in detail ? reasonIn(detail.error) : undefined;
}

type Request = { headers?: Record<string, string | undefined> };

async function authorize(given: Record<string, string> | undefined, request: Request) {
  const origin = {
    address: await requestAddress(),
    userAgent: request.headers?.["user-agent"] ?? "",
    device: await knownDevice(given?.email),
  };
  try {
    const { userId, email, sessionId } = await signIn({ email: given?.email, password: given?.password }, origin);
    await rememberDevice(email);
    return { id: userId, sessionId };
  } catch (error) {
    // next-auth passes the message of an Error on to the form; anything but a Refusal stays inside.
    if (error instanceof Refusal) throw new Error(error.message);
    log.error({ err: error }, "sign-in failed");
    throw new Error("Signing in does not work right now. Try again in a minute.");
  }
}
