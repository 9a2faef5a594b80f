import { createPublicKey, type JsonWebKey } from "node:crypto";
import * as z from "zod";
import type { PublicJwk } from "@/lib/tokens/rules";

/** The algorithms a client may sign its assertions with; `Ed25519` is the newer name of `EdDSA` (RFC 9864). */
export const assertionAlgorithms = ["ES256", "ES384", "RS256", "PS256", "EdDSA", "Ed25519"] as const;

export type AssertionAlgorithm = (typeof assertionAlgorithms)[number];

const smallestRsaBits = 2048;
const largestRsaBits = 8192;

const word = z.string().min(1).max(2000);
const jwkInput = z.object({
  kty: z.enum(["EC", "RSA", "OKP"]),
  crv: word.exactOptional(),
  x: word.exactOptional(),
  y: word.exactOptional(),
  n: word.exactOptional(),
  e: word.exactOptional(),
  kid: z.string().max(200).exactOptional(),
  alg: z.string().max(20).exactOptional(),
  use: z.string().max(20).exactOptional(),
});

/** Members only a private (or symmetric) key has (RFC 7518, sections 6.2.2, 6.3.2 and 6.4). */
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/** Why a JWK is rejected: it is private, it is not a signature key, or its type or size is not supported. */
export type WhyNotTaken = "private" | "no key" | "not accepted";

/** The validated public key in a JWK, or why it is rejected. Members that are not needed are dropped. */
export function publicJwk(given: unknown): PublicJwk | WhyNotTaken {
  if (typeof given === "object" && given !== null && privateMembers.some((name) => name in given)) return "private";
  const jwk = jwkInput.safeParse(given);
  if (!jwk.success || (jwk.data.use ?? "sig") !== "sig" || !isKey(jwk.data)) return "no key";
  const { use: _use, ...key } = jwk.data;
  return algorithmsOf(key).length === 0 ? "not accepted" : key;
}

function isKey(jwk: JsonWebKey): boolean {
  try {
    createPublicKey({ key: jwk, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}

/** The algorithms this key can verify; empty if its type or size is not supported. */
export function algorithmsOf({ kty, crv, n = "", alg }: PublicJwk): AssertionAlgorithm[] {
  const fitting = fittingAlgorithms(kty, crv, Buffer.from(n, "base64url").length * 8);
  const named = alg === "EdDSA" || alg === "Ed25519" ? ["EdDSA", "Ed25519"] : [alg];
  return alg === undefined ? fitting : fitting.filter((one) => named.includes(one));
}

function fittingAlgorithms(kty: string, crv: string | undefined, rsaBits: number): AssertionAlgorithm[] {
  if (kty === "RSA") return rsaBits >= smallestRsaBits && rsaBits <= largestRsaBits ? ["RS256", "PS256"] : [];
  if (kty === "OKP") return crv === "Ed25519" ? ["EdDSA", "Ed25519"] : [];
  return crv === "P-256" ? ["ES256"] : crv === "P-384" ? ["ES384"] : [];
}
