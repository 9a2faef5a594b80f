import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, type JWK } from "jose";
import * as z from "zod";
import { seal } from "@/lib/crypto";

/** ECDSA with P-256 and SHA-256, the only algorithm access tokens are signed with. */
export const signingAlgorithm = "ES256";

/** The public half of a signing key, as `GET /oauth/jwks` publishes it. */
export const publishedJwk = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal(signingAlgorithm),
  use: z.literal("sig"),
});

export type PublishedJwk = z.output<typeof publishedJwk>;

/** The context a private key is sealed for: it can't be unsealed under another `kid`. */
export const signingKeyPlace = (kid: string): string => `SigningKey:${kid}`;

/** A new key pair as the columns of its row; the `kid` is its thumbprint (RFC 7638). */
export async function newKey(): Promise<[kid: string, publicJwk: JWK, privateSealed: string]> {
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const publicJwk = { ...jwk, kid, alg: signingAlgorithm, use: "sig" };
  return [kid, publicJwk, seal(await exportPKCS8(privateKey), signingKeyPlace(kid))];
}
