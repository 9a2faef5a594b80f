import { performance } from "node:perf_hooks";
import * as z from "zod";
import { KeyNotTaken, type PublicJwk, publicJwk } from "@/lib/tokens/public-key";
import { send } from "@/lib/webhooks/send";

/** So long a set of keys is used before it is fetched again. */
const freshForMs = 300_000;

/** Because of a `kid` that is not in it, or because fetching failed, a set is fetched again no sooner than this. */
const againAfterMs = 10_000;

const mostKept = 1_000;

type Fetched = { keys: PublicJwk[]; why: string | null };
type Kept = { fetched: Promise<Fetched>; askedAt: number };

const kept = new Map<string, Kept>();

/**
 * The public keys at a JWKS URL, fetched from where notifications may go and kept for five minutes; fetched anew when
 * none of them has the wanted `kid`, at most every ten seconds. Empty while they cannot be fetched.
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
  return fetched;
}

const keySet = z.object({ keys: z.array(z.unknown()).max(100) });

/** The keys of the set that assertions can be checked with, or why there is none, as a sentence. Never throws. */
export async function fetchKeys(url: string): Promise<Fetched> {
  const sent = await send({
    method: "GET",
    url,
    headers: { accept: "application/json", "accept-encoding": "identity" },
  });
  if (sent.failure !== null) return { keys: [], why: sent.message };
  if (sent.responseCut) return { keys: [], why: "The answer of the JWKS URL is longer than 16 KiB." };
  const set = keySet.safeParse(jsonOf(sent.responseBody));
  if (!set.success) return { keys: [], why: "The JWKS URL answered with something that is not a JWK Set." };
  const keys = set.data.keys.flatMap(usable);
  return { keys, why: keys.length > 0 ? null : "The JWK Set has no key for ES256, ES384, RS256, PS256 or EdDSA." };
}

function usable(jwk: unknown): PublicJwk[] {
  try {
    return [publicJwk(jwk)];
  } catch (error) {
    if (error instanceof KeyNotTaken) return [];
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
