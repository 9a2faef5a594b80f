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
 * Tokens whose signature held, the one asked about last at the end. A signature goes on holding as long as its key does,
 * and the same token is asked about many times; whether it lives is asked of the database every time.
 */
const seen = new Map<string, Signed>();
const mostSeen = 5_000;
const longestSeen = 4_096;

type Signed = { kid: string; claims: z.output<typeof claimsInput> };

/**
 * The claims of an access token that this server signed for itself, whether it still lives or not; null for anything
 * else: malformed, another algorithm, key, type, issuer or audience.
 */
export async function verifyToken(token: string): Promise<Claims | null> {
  const known = seen.get(token);
  if (known) {
    seen.delete(token);
    if (!(await verificationKey(known.kid))) return null;
  }
  const signed = known ?? (await readSigned(token));
  if (signed && token.length <= longestSeen) remember(token, signed);
  const { baseUrl } = config();
  return signed?.claims.iss === baseUrl && signed.claims.aud === baseUrl ? signed.claims : null;
}

/** Whether asking about this token again costs no computing. */
export const wasVerified = (token: string): boolean => seen.has(token);

function remember(token: string, signed: Signed): void {
  seen.set(token, signed);
  const [oldest] = seen.keys();
  if (seen.size > mostSeen && oldest !== undefined) seen.delete(oldest);
}

async function readSigned(token: string): Promise<Signed | null> {
  const read = await signedPayload(token);
  const claims = claimsInput.safeParse(read?.payload);
  return read && claims.success ? { kid: read.kid, claims: claims.data } : null;
}

async function signedPayload(token: string): Promise<{ kid: string; payload: unknown } | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(token, keyOf, { algorithms: [signingAlgorithm] });
    const { typ, kid = "" } = protectedHeader;
    return typ === tokenType ? { kid, payload: JSON.parse(new TextDecoder().decode(payload)) } : null;
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
