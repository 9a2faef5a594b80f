import { compactVerify, errors, SignJWT } from "jose";
import * as z from "zod";
import { config } from "@/lib/config";
import { signingKey, verificationKey } from "@/lib/tokens/keys";
import { signingAlgorithm } from "@/lib/tokens/new-key";
import type { Claims } from "@/lib/tokens/rules";

/** The media type of a JWT access token (RFC 9068 §2.1). */
const tokenType = "at+jwt";

/** Signs an access token (RFC 9068). Signing happens off the event loop. */
export async function signToken(claims: Claims): Promise<string> {
  const { kid, privateKey } = await signingKey();
  const { baseUrl } = config();
  return new SignJWT({ iss: baseUrl, sub: claims.client_id, aud: baseUrl, ...claims })
    .setProtectedHeader({ alg: signingAlgorithm, typ: tokenType, kid })
    .sign(privateKey);
}

const claimsInput = z.object({
  iss: z.string(),
  aud: z.string(),
  client_id: z.string(),
  account_id: z.string(),
  scope: z.string(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string(),
  epoch: z.number(),
  cred: z.string(),
});

/**
 * The claims of an access token that this server signed for itself, whether it still lives or not; null for anything
 * else: malformed, another algorithm, key, type, issuer or audience.
 */
export async function verifyToken(token: string): Promise<Claims | null> {
  const payload = await signedPayload(token);
  const claims = claimsInput.safeParse(payload);
  const { baseUrl } = config();
  return claims.success && claims.data.iss === baseUrl && claims.data.aud === baseUrl ? claims.data : null;
}

async function signedPayload(token: string): Promise<unknown> {
  try {
    const { payload, protectedHeader } = await compactVerify(token, keyOf, { algorithms: [signingAlgorithm] });
    return protectedHeader.typ === tokenType ? JSON.parse(new TextDecoder().decode(payload)) : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return null;
    throw error;
  }
}

async function keyOf({ kid }: { kid?: string }) {
  const key = kid === undefined ? undefined : await verificationKey(kid);
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key;
}
