import { performance } from "node:perf_hooks";
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importJWK,
  importPKCS8,
  type JWK,
} from "jose";
import { seal, unseal } from "@/lib/crypto";
import { pool } from "@/lib/db";
import { sharedQuery } from "@/lib/tokens/shared-query";

/** ECDSA with P-256 and SHA-256: the one algorithm tokens are signed with. */
export const signingAlgorithm = "ES256";

/** How long a process goes on with the keys it read, unless it meets a `kid` it does not know. */
const freshForMs = 5_000;

const lockKeyMaking = "SELECT pg_advisory_xact_lock(7201, 2)";

type KeyRow = { kid: string; publicJwk: JWK; privateSealed: string; active: boolean };
type SigningKey = { kid: string; privateKey: CryptoKey };
type KeySet = { readAt: number; signing: KeyRow; published: JWK[]; verifying: ReadonlyMap<string, CryptoKey> };

let kept: { pool: unknown; keys: KeySet } | null = null;
const opened = new Map<string, CryptoKey>();

/** The key that signs now. */
export async function signingKey(): Promise<SigningKey> {
  const { signing } = await currentKeys();
  const privateKey =
    opened.get(signing.kid) ??
    (await importPKCS8(unseal(signing.privateSealed, placeOf(signing.kid)), signingAlgorithm));
  opened.set(signing.kid, privateKey);
  return { kid: signing.kid, privateKey };
}

/** The public key with this id; undefined when the database has none, or only a retired one. */
export async function verificationKey(kid: string): Promise<CryptoKey | undefined> {
  const keys = await currentKeys();
  return keys.verifying.get(kid) ?? (await readKeys()).verifying.get(kid);
}

/** The public keys as `GET /oauth/jwks` shows them: signing now, soon, or until a moment ago. */
export const publishedKeys = async (): Promise<{ keys: JWK[] }> => ({ keys: (await currentKeys()).published });

/**
 * Makes the first signing key where there is none that signs now. Processes that start at once make one between them.
 */
export async function ensureSigningKey(): Promise<void> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query(lockKeyMaking);
    const { rows } = await client.query(`SELECT 1 FROM (${usableKeys}) k WHERE k."active"`);
    if (rows.length === 0) await client.query(insertKey, await newKey());
    await client.query("COMMIT");
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that failed in a transaction is not used again.
    client.release(broken);
  }
}

async function currentKeys(): Promise<KeySet> {
  if (kept && kept.pool === pool() && performance.now() - kept.keys.readAt < freshForMs) return kept.keys;
  return readKeys();
}

/** Read together there is one key set, so everyone asks for the same. */
async function readKeys(): Promise<KeySet> {
  const keys = await findKeySet("all");
  if (!keys) throw new Error("There is no signing key");
  return keys;
}

const usableKeys = `
  SELECT "kid", "publicJwk", "privateSealed", "activeAt", "activeAt" <= clock_timestamp() AS "active"
    FROM "SigningKey"
   WHERE "retiredAt" IS NULL OR "retiredAt" > clock_timestamp()`;

const insertKey = `INSERT INTO "SigningKey" ("kid", "publicJwk", "privateSealed") VALUES ($1, $2, $3)`;

const findKeySet = sharedQuery<KeySet>(async () => {
  const from = pool();
  const readAt = performance.now();
  const rows = await usableKeyRows();
  const signing = rows.find((row) => row.active);
  if (!signing) return new Map();
  const verifying = new Map<string, CryptoKey>();
  for (const { kid, publicJwk } of rows)
    verifying.set(kid, (await importJWK(publicJwk, signingAlgorithm)) as CryptoKey);
  const keys = { readAt, signing, published: rows.map((row) => row.publicJwk), verifying };
  kept = { pool: from, keys };
  return new Map([["all", keys]]);
});

/** Newest first; made sure that one of them signs. */
async function usableKeyRows(): Promise<KeyRow[]> {
  const read = async () => (await pool().query<KeyRow>(`${usableKeys} ORDER BY "activeAt" DESC, "kid"`)).rows;
  const rows = await read();
  if (rows.some((row) => row.active)) return rows;
  await ensureSigningKey();
  return read();
}

/** A new key as the columns of its row; its id is its thumbprint (RFC 7638). */
async function newKey(): Promise<[kid: string, publicJwk: JWK, privateSealed: string]> {
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const publicJwk = { ...jwk, kid, alg: signingAlgorithm, use: "sig" };
  return [kid, publicJwk, seal(await exportPKCS8(privateKey), placeOf(kid))];
}

/** What a sealed private key is bound to. */
const placeOf = (kid: string): string => `SigningKey:${kid}`;
