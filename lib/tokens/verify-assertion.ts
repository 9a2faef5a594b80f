import { type CryptoKey, compactVerify, errors, exportJWK, generateKeyPair, importJWK } from "jose";
import { config } from "@/lib/config";
import { tokenDigest } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import { skewSeconds, type WrongPart, wrongClaim } from "@/lib/tokens/assertion-rules";
import type { ClientAssertion, ReadAssertion } from "@/lib/tokens/client-assertion";
import { type AssertionAlgorithm, algorithmsOf } from "@/lib/tokens/public-key";
import { keysAt } from "@/lib/tokens/remote-keys";
import { type AppFacts, type AppKeyFacts, type PublicJwk, usableKeys } from "@/lib/tokens/rules";

/** The key that signed the assertion, or what is wrong with it. */
type Verified = { id: string } | { wrong: WrongPart };

/**
 * The id of the app's key that signed the assertion, if it is valid (RFC 7523, section 3) and was not used before; else
 * what is wrong with it. Marks it as used. An unknown client, or a wrong claim, takes as long as a wrong signature.
 */
export async function verifyAssertion(assertion: ClientAssertion, app: AppFacts | undefined): Promise<Verified> {
  if ("wrong" in assertion) return assertion;
  const { baseUrl } = config();
  const keys = app ? usableKeys(app) : [];
  const wrong = app ? wrongClaim(assertion.claims, [baseUrl, `${baseUrl}/oauth/token`], app.now) : null;
  if (wrong !== null || keys.length === 0) {
    await signatureHolds(assertion, await keyOfNobody(assertion.alg));
    return { wrong: wrong ?? "signature" };
  }
  for (const key of keys) {
    if (await isSignedWith(assertion, key)) return (await useOnce(assertion)) ? key : { wrong: "used before" };
  }
  return { wrong: "signature" };
}

async function isSignedWith(assertion: ReadAssertion, { publicJwk, jwksUrl }: AppKeyFacts): Promise<boolean> {
  const jwks = publicJwk ? [publicJwk] : jwksUrl ? await keysAt(jwksUrl, assertion.kid) : [];
  const fitting = jwks.filter((jwk) => mayHaveSigned(jwk, assertion));
  for (const jwk of fitting) if (await signatureHolds(assertion, jwk)) return true;
  return false;
}

/** A `kid` on only one side decides nothing. */
const mayHaveSigned = (jwk: PublicJwk, { alg, kid }: ReadAssertion): boolean =>
  algorithmsOf(jwk).includes(alg) && (kid === undefined || jwk.kid === undefined || jwk.kid === kid);

async function signatureHolds({ jwt, alg }: ReadAssertion, jwk: PublicJwk): Promise<boolean> {
  try {
    await compactVerify(jwt, await importedKey(jwk, alg), { algorithms: [alg] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

const ofNobody = new Map<AssertionAlgorithm, Promise<PublicJwk>>();

/** A key that has signed nothing, of the type this algorithm needs. */
function keyOfNobody(alg: AssertionAlgorithm): Promise<PublicJwk> {
  const found =
    ofNobody.get(alg) ??
    generateKeyPair(alg, { extractable: true }).then(({ publicKey }) => exportJWK(publicKey) as Promise<PublicJwk>);
  ofNobody.set(alg, found);
  return found;
}

const mostImported = 1_000;
const imported = new Map<string, CryptoKey>();

async function importedKey(jwk: PublicJwk, alg: string): Promise<CryptoKey> {
  const { kid: _kid, alg: _alg, ...material } = jwk;
  const name = JSON.stringify([alg, material]);
  const found = imported.get(name);
  if (found) return found;
  const key = (await importJWK(material, alg)) as CryptoKey;
  if (imported.size >= mostImported) imported.clear();
  imported.set(name, key);
  return key;
}

/**
 * Whether this is the first use of the assertion on any server. Remembered until the assertion would no longer be
 * accepted.
 */
async function useOnce({ clientId, claims }: ReadAssertion): Promise<boolean> {
  const { rowCount } = await pool().query({
    name: "use-assertion",
    text: `INSERT INTO "UsedAssertion" ("clientId", "jti", "expiresAt") VALUES ($1, $2, to_timestamp($3)) ON CONFLICT DO NOTHING`,
    values: [clientId, tokenDigest(claims.jti), claims.exp + skewSeconds],
  });
  return rowCount === 1;
}
