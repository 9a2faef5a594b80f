import { compactVerify, errors } from "jose";
import * as z from "zod";
import { config } from "@/lib/config";
import { freshSigningKey, isFreshKey, type SigningKey, signingKey, verificationKey } from "@/lib/tokens/keys";
import { signingAlgorithm } from "@/lib/tokens/new-key";
import type { Claims } from "@/lib/tokens/rules";
import { maxTokenLength, type TokenClaims, withoutScopeList } from "@/lib/tokens/scope-claim";

/** The `typ` of a JWT access token (RFC 9068 §2.1). */
const tokenType = "at+jwt";

/**
 * Signs an access token (RFC 9068) in JWS compact form (RFC 7515 §7.1). Assembled by hand, because a library that uses
 * Web Crypto costs the event loop five times as much (docs/decisions/0009). A token that would be too long leaves out its
 * list of scopes; `held` are the app's.
 */
export function signToken(claims: Claims, held: readonly string[]): Promise<string> {
  const key = freshSigningKey();
  return key ? signedWith(key, claims, held) : signingKey().then((read) => signedWith(read, claims, held));
}

/** A dot and an ES256 signature (RFC 7518, section 3.4) in base64url. */
const signatureLength = 87;

function signedWith({ kid, sign }: SigningKey, claims: Claims, held: readonly string[]): Promise<string> {
  const whole = inputOf(kid, claims);
  const isShort = whole.length + signatureLength <= maxTokenLength;
  return sign(isShort ? whole : inputOf(kid, withoutScopeList(claims, held)));
}

function inputOf(kid: string, claims: TokenClaims): string {
  const { baseUrl } = config();
  return `${headerOf(kid)}.${base64url({ iss: baseUrl, sub: claims.client_id, aud: baseUrl, ...claims })}`;
}

const base64url = (json: object): string => Buffer.from(JSON.stringify(json)).toString("base64url");

const headers = new Map<string, string>();

function headerOf(kid: string): string {
  const header = headers.get(kid) ?? base64url({ alg: signingAlgorithm, typ: tokenType, kid });
  headers.set(kid, header);
  return header;
}

const claimsInput = z.object({
  iss: z.string(),
  aud: z.string(),
  client_id: z.string(),
  account_id: z.string(),
  scope: z.string().exactOptional(),
  scope_set: z.string().exactOptional(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string(),
  epoch: z.number(),
  cred: z.string(),
});

/**
 * Tokens whose signature was verified, most recently verified last. A signature stays valid as long as its key, and the
 * same token is checked many times; whether it is still active is read from the database every time.
 */
const seen = new Map<string, Signed>();
const mostSeen = 5_000;
const longestSeen = 4_096;

type Signed = { kid: string; claims: z.output<typeof claimsInput> };

/**
 * The claims of an access token this server signed for itself, active or not; null for anything else: malformed, or
 * with another algorithm, key, type, issuer or audience.
 */
export async function verifyToken(token: string): Promise<TokenClaims | null> {
  const signed = await readSigned(token);
  if (signed && token.length <= longestSeen) remember(token, signed);
  return signed ? signed.claims : null;
}

/** Like verifyToken, from the cache only; undefined if the signature would have to be checked. */
export function claimsVerifiedBefore(token: string): TokenClaims | undefined {
  const known = seen.get(token);
  return known && isFreshKey(known.kid) ? known.claims : undefined;
}

function remember(token: string, signed: Signed): void {
  seen.set(token, signed);
  const [oldest] = seen.keys();
  if (seen.size > mostSeen && oldest !== undefined) seen.delete(oldest);
}

async function readSigned(token: string): Promise<Signed | null> {
  const read = await signedPayload(token);
  const claims = claimsInput.safeParse(read?.payload);
  const { baseUrl } = config();
  const isOurs = claims.success && claims.data.iss === baseUrl && claims.data.aud === baseUrl;
  return read && isOurs ? { kid: read.kid, claims: claims.data } : null;
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
