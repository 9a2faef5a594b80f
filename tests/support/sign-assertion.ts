import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { AssertionAlgorithm } from "@/lib/tokens/public-key";

/** How an assertion differs from a valid one. */
export type Signing = {
  alg?: string;
  kid?: string;
  key?: KeyObject | Uint8Array;
  /** Claims in place of its own; `undefined` leaves one out. */
  claims?: Readonly<Record<string, unknown>>;
  /** Additional header parameters. */
  header?: Record<string, unknown>;
};

type Signed = Signing & { clientId: string; audience: string; key: KeyObject | Uint8Array };

/** An assertion of this client that is valid except for what is given (RFC 7523, section 3). */
export function signAssertion({
  clientId,
  audience,
  key,
  alg = "ES256",
  kid,
  claims,
  header,
}: Signed): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const own = { iss: clientId, sub: clientId, aud: audience, exp: now + 60, iat: now, jti: randomUUID() };
  const head = { alg, ...(kid === undefined ? {} : { kid }), ...header };
  return new SignJWT({ ...own, ...claims }).setProtectedHeader(head).sign(key, { crit: { x: true } });
}

/** The parameters with which a client authenticates instead of a secret (RFC 7521, section 4.2). */
export const assertionForm = (jwt: string) => ({ client_assertion_type: assertionType, client_assertion: jwt });

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** A private key for each algorithm. */
export type PrivateKeys = Record<AssertionAlgorithm, KeyObject>;

/** New private keys for all algorithms; algorithms with the same kind of key share one. */
export function newPrivateKeys(): PrivateKeys {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const ed = generateKeyPairSync("ed25519").privateKey;
  const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).privateKey;
  return { ES256: ec("P-256"), ES384: ec("P-384"), RS256: rsa, PS256: rsa, EdDSA: ed, Ed25519: ed };
}

/** The public keys as JWKs without `kid`, each once. */
export const publicJwks = (keys: PrivateKeys): JsonWebKey[] => [...new Set(Object.values(keys))].map(publicJwkOf);

export const publicJwkOf = (key: KeyObject): JsonWebKey => createPublicKey(key).export({ format: "jwk" });
