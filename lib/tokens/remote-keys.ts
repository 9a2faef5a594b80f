import { performance } from "node:perf_hooks";
import * as z from "zod";
import { inTurnOfHost } from "@/lib/auth/turns-of-hosts";
import { jsonIn } from "@/lib/outgoing/answer";
import { send } from "@/lib/outgoing/send";
import { publicJwk } from "@/lib/tokens/public-key";
import type { PublicJwk } from "@/lib/tokens/rules";

/** How long a key set is used before it is fetched again. */
const freshForMs = 300_000;

/** The minimum time between fetches of a set when a `kid` is missing from it or the last fetch failed. */
const againAfterMs = 10_000;

const mostKept = 1_000;

/**
 * Why a key set can't be used. `message`: why the fetch failed, as a sentence if there is one. `busy`: no fetch was
 * attempted.
 */
type Problem = { message: string | null } | "too long" | "no set" | "no key" | "busy";

type Fetched = { keys: PublicJwk[]; problem: Problem | null };
type Kept = { fetched: Promise<Fetched>; askedAt: number };

const kept = new Map<string, Kept>();

/**
 * The public keys at a JWKS URL, fetched only from addresses that notifications may be sent to, and cached for five
 * minutes. Fetched again, at most every ten seconds, if none has the wanted `kid`. Empty while they can't be fetched.
 */
export async function keysAt(url: string, kid: string | undefined): Promise<PublicJwk[]> {
  const found = kept.get(url);
  const ageMs = performance.now() - (found?.askedAt ?? Number.NEGATIVE_INFINITY);
  if (!found || ageMs >= freshForMs) return (await fetchAndKeep(url)).keys;
  const { keys } = await found.fetched;
  const isEnough = kid === undefined ? keys.length > 0 : keys.some((key) => key.kid === kid);
  return isEnough || ageMs < againAfterMs ? keys : (await fetchAndKeep(url)).keys;
}

function fetchAndKeep(url: string): Promise<Fetched> {
  const fetched = fetchKeys(url);
  kept.delete(url);
  kept.set(url, { fetched, askedAt: performance.now() });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  void fetched.then(({ problem }) => {
    if (problem === "busy" && kept.get(url)?.fetched === fetched) kept.delete(url);
  });
  return fetched;
}

const keySet = z.object({ keys: z.array(z.unknown()).max(100) });

/** The usable keys of the set at `url`, or why there are none. Never throws. */
export async function fetchKeys(url: string): Promise<Fetched> {
  const headers = { accept: "application/json", "accept-encoding": "identity" };
  const sent = await inTurnOfHost(url, () => send({ method: "GET", url, headers }));
  if (!sent) return { keys: [], problem: "busy" };
  const { failure, message, responseCut, responseBody } = sent;
  if (failure !== null) return { keys: [], problem: { message } };
  if (responseCut) return { keys: [], problem: "too long" };
  const set = keySet.safeParse(jsonIn(responseBody));
  if (!set.success) return { keys: [], problem: "no set" };
  const keys = set.data.keys.map(publicJwk).filter((key) => typeof key !== "string");
  return { keys, problem: keys.length > 0 ? null : "no key" };
}
