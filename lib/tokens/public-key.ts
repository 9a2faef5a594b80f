import { createPublicKey, type JsonWebKey } from "node:crypto";
import * as z from "zod";

/** The algorithms that a client may sign its assertions with; `Ed25519` is the newer name of `EdDSA` (RFC 9864). */
export const assertionAlgorithms = ["ES256", "ES384", "RS256", "PS256", "EdDSA", "Ed25519"] as const;

export type AssertionAlgorithm = (typeof assertionAlgorithms)[number];

/** A public key that assertions can be checked with: what is needed of it, and nothing private. */
export type PublicJwk = { kty: "EC" | "RSA" | "OKP"; crv?: string; x?: string; y?: string; n?: string; e?: string } & {
  kid?: string;
  /** The one algorithm it is for, where it says so. */
  alg?: string;
};

const smallestRsaBits = 2048;
const largestRsaBits = 8192;

const word = z.string().min(1).max(2000);
const jwkInput = z.object({
  kty: z.enum(["EC", "RSA", "OKP"]),
  crv: word.optional(),
  x: word.optional(),
  y: word.optional(),
  n: word.optional(),
  e: word.optional(),
  kid: z.string().max(200).optional(),
  alg: z.string().max(20).optional(),
  use: z.string().max(20).optional(),
});

/** What only the private half of a key has (RFC 7518, sections 6.2.2, 6.3.2 and 6.4). */
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/** A pasted key that is not taken; the message is the sentence for whoever pasted it. */
export class KeyNotTaken extends Error {
  override readonly name = "KeyNotTaken";
}

/**
 * Reads a public key from a JWK or PEM, as pasted.
 * @throws KeyNotTaken for a private key, which should be considered as seen by others, and whatever is no key of ours
 */
export function readPublicKey(text: string): PublicJwk {
  if (/PRIVATE KEY/.test(text)) throw isPrivate();
  return text.trimStart().startsWith("{") ? publicJwk(parsed(text)) : publicJwk(fromPem(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeyNotTaken("This is not JSON. Paste one JWK, from its first brace to its last.");
  }
}

function fromPem(text: string): unknown {
  try {
    return createPublicKey(text).export({ format: "jwk" });
  } catch {
    throw new KeyNotTaken("This is not a public key. Paste a JWK, or PEM from BEGIN PUBLIC KEY to END PUBLIC KEY.");
  }
}

/**
 * The public key in a JWK, checked.
 * @throws KeyNotTaken
 */
export function publicJwk(given: unknown): PublicJwk {
  if (typeof given === "object" && given !== null && privateMembers.some((name) => name in given)) throw isPrivate();
  const jwk = jwkInput.safeParse(given);
  if (!jwk.success || (jwk.data.use ?? "sig") !== "sig" || !isKey(jwk.data)) {
    throw new KeyNotTaken("This is not a public key for signatures. Paste a JWK of the type EC, RSA or OKP, or PEM.");
  }
  const { use: _use, ...key } = jwk.data;
  if (algorithmsOf(key).length === 0) {
    throw new KeyNotTaken(
      "Use a key for ES256 (P-256), ES384 (P-384), RS256 or PS256 (RSA of at least 2048 bits) or EdDSA (Ed25519).",
    );
  }
  return key;
}

function isKey(jwk: JsonWebKey): boolean {
  try {
    createPublicKey({ key: jwk, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}

const isPrivate = () =>
  new KeyNotTaken(
    "This is a private key. It was not kept, but treat it as known: make a new pair, and paste the public key only.",
  );

/** The algorithms with which this key checks a signature; none of a kind or size that is not accepted. */
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
