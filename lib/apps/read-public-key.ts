import { createPublicKey } from "node:crypto";
import { hostIsBusy } from "@/lib/auth/turns-of-hosts";
import { Refusal } from "@/lib/refusal";
import { publicJwk, type WhyNotTaken } from "@/lib/tokens/public-key";
import { fetchKeys } from "@/lib/tokens/remote-keys";
import type { PublicJwk } from "@/lib/tokens/rules";

const sentences: Record<WhyNotTaken, string> = {
  private:
    "This is a private key. It wasn’t stored, but treat it as exposed: create a new pair and paste only the public key.",
  "no key": "This is not a public key for signatures. Paste one JWK, or PEM from BEGIN PUBLIC KEY to END PUBLIC KEY.",
  "not accepted":
    "Use a key for ES256 (P-256), ES384 (P-384), RS256 or PS256 (RSA of at least 2048 bits), or EdDSA (Ed25519).",
};

/**
 * Reads a public key from a JWK or PEM, as pasted.
 * @throws Refusal `invalid` for a private key and anything that isn't an accepted key; its message never contains the
 * pasted text
 */
export function readPublicKey(text: string): PublicJwk {
  const key = /PRIVATE KEY/.test(text)
    ? "private"
    : publicJwk(text.trimStart().startsWith("{") ? json(text) : pem(text));
  if (typeof key === "string") throw notTaken(sentences[key]);
  return key;
}

const notTaken = (message: string): Refusal => new Refusal("invalid", message, [{ field: "key", message }]);

function json(text: string): unknown {
  try {
    return JSON.parse(text.trim());
  } catch {
    return null;
  }
}

function pem(text: string): unknown {
  try {
    return createPublicKey(text).export({ format: "jwk" });
  } catch {
    return null;
  }
}

/**
 * Fetches a JWK Set to check that it has keys we accept.
 * @throws Refusal `invalid` with the reason, `too-many` (the host is busy)
 */
export async function refuseUselessUrl(url: string): Promise<void> {
  const { problem } = await fetchKeys(url);
  if (problem === null) return;
  if (problem === "busy") throw hostIsBusy(url);
  if (typeof problem !== "string") throw notTaken(problem.message ?? "The JWKS URL cannot be fetched.");
  const reasons = {
    "too long": "The JWKS URL’s response is longer than 16 KiB.",
    "no set": "The JWKS URL didn’t return a JWK Set.",
    "no key": "The JWK Set has no key for ES256, ES384, RS256, PS256 or EdDSA.",
  };
  throw notTaken(reasons[problem]);
}
