import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, findActor } from "@/lib/auth/actor";
import { cookieSessionId } from "@/lib/web/next-auth";
import { pathHeader } from "@/lib/web/own-headers";
import { requestAddress } from "@/lib/web/request-address";

/** The person signed in on this request, read from the database once per request; null if there is none. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await cookieSessionId();
  return sessionId ? findActor(sessionId, await requestAddress()) : null;
});

/** The person signed in. Redirects everyone else to the sign-in page, which leads back to this URL. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  const asked = new URL((await headers()).get(pathHeader) ?? "/", "http://here");
  asked.searchParams.delete("_rsc");
  const to = asked.pathname === "/" ? "" : `?to=${encodeURIComponent(asked.pathname + asked.search)}`;
  redirect(`/sign-in${to}` as "/sign-in");
}

/** Where to go after signing in: the given path if it is one of ours, otherwise Created apps. */
export function safePath(to: unknown): string {
  if (typeof to !== "string" || !/^\/(?![/\\])/.test(to) || to.length > 2000) return "/apps";
  const url = URL.canParse(to, "http://here") ? new URL(to, "http://here") : null;
  return url?.host === "here" ? url.pathname + url.search : "/apps";
}
