import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, type JWK } from "jose";
import { seal } from "@/lib/crypto";

/** ECDSA with P-256 and SHA-256: the one algorithm tokens are signed with. */
export const signingAlgorithm = "ES256";

/** What a sealed private key is bound to. */
export const signingKeyPlace = (kid: string): string => `SigningKey:${kid}`;

/** A new key as the columns of its row; its id is its thumbprint (RFC 7638). */
export async function newKey(): Promise<[kid: string, publicJwk: JWK, privateSealed: string]> {
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const publicJwk = { ...jwk, kid, alg: signingAlgorithm, use: "sig" };
  return [kid, publicJwk, seal(await exportPKCS8(privateKey), signingKeyPlace(kid))];
}
