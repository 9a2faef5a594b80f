import { cookies } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { sessionDays } from "@/lib/auth/actor";
import { config } from "@/lib/config";
import { cookieSecret, tokenDigest } from "@/lib/crypto";
import { type Fault, faultOf, noteFault, sentenceForPeople } from "@/lib/database/faults";
import { log, logBounded } from "@/lib/log";
import { Refusal } from "@/lib/refusal";
import { endSession, signIn } from "@/lib/sign-in/sign-in";
import { knownDevice, rememberDevice } from "@/lib/web/device";
import { admitThroughProvider, identityProvider, providerId } from "@/lib/web/identity-provider";
import { noteError } from "@/lib/web/next-auth-log";
import { isOwnAddress } from "@/lib/web/own-address";
import { requestAddress } from "@/lib/web/request-address";

declare module "next-auth" {
  interface User {
    sessionToken: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    /** The session token; the database stores only its digest. */
    sessionId?: string;
  }
}

const cookieSeconds = sessionDays * 2 * 86_400;

/**
 * next-auth, reduced to keeping a cookie that holds only the session's token. The database decides whether the session
 * is valid.
 */
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
      jwt: ({ token, user }) => ({ sessionId: user?.sessionToken ?? token.sessionId }),
      // All that the browser can read: when the cookie expires.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => (isOwnAddress(url) ? url : baseUrl),
    },
    events: { signOut: async ({ token }) => endSession(tokenDigest(token.sessionId ?? ""), await requestAddress()) },
    logger: {
      error: noteError,
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

const isSecure = (): boolean => config().baseUrl.startsWith("https:");
const cookieName = (): string => `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;

/** Signs this browser in with a session opened outside next-auth. The cookie is identical to next-auth's own. */
export async function setSessionCookie(sessionToken: string): Promise<void> {
  const value = await encode({ token: { sessionId: sessionToken }, secret: cookieSecret(), maxAge: cookieSeconds });
  const options = { httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", maxAge: cookieSeconds } as const;
  (await cookies()).set(cookieName(), value, options);
}

/** The ID of the session whose token this request's cookie holds; null without a cookie, or if it isn't ours. */
export async function cookieSessionId(): Promise<string | null> {
  const token = (await cookies()).get(cookieName())?.value;
  const read = token ? await decode({ token, secret: cookieSecret() }).catch(() => null) : null;
  return read?.sessionId ? tokenDigest(read.sessionId) : null;
}

type Request = { headers?: Record<string, string | undefined> };

async function authorize(given: Record<string, string> | undefined, request: Request) {
  const origin = {
    address: await requestAddress(),
    userAgent: request.headers?.["user-agent"] ?? "",
    device: await knownDevice(given?.email),
  };
  try {
    const { userId, email, sessionToken } = await signIn({ email: given?.email, password: given?.password }, origin);
    await rememberDevice(email);
    return { id: userId, sessionToken };
  } catch (error) {
    // next-auth passes an Error's message on to the form, so only a Refusal's message may leave here.
    if (error instanceof Refusal) throw new Error(error.message);
    const fault = faultOf(error);
    if (fault) throw new Error(nameFault(fault, error));
    logBounded("error", { err: error }, "sign-in failed", 20);
    throw new Error("Sign-in doesn’t work right now. Try again in a minute.");
  }
}

function nameFault(fault: Fault, error: unknown): string {
  noteFault(fault);
  logBounded("warn", { error: String(error), fault: fault.name }, fault.log);
  return sentenceForPeople(fault);
}
