import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { type CryptoKey, importJWK, importPKCS8, type JWK } from "jose";
import { unseal } from "@/lib/crypto";
import { pool } from "@/lib/db";
import { ensureSigningKey } from "@/lib/tokens/key-rotation";
import { signingAlgorithm, signingKeyPlace } from "@/lib/tokens/new-key";
import { sharedQuery } from "@/lib/tokens/shared-query";

/** How long a process goes on with the keys it read, unless it meets a `kid` it does not know. */
const freshForMs = 5_000;

const looksApartMs = 250;

type KeyRow = { kid: string; publicJwk: JWK; privateSealed: string; active: boolean };
type SigningKey = { kid: string; privateKey: CryptoKey };
type KeySet = { readAt: number; signing: KeyRow; published: JWK[]; verifying: ReadonlyMap<string, CryptoKey> };

let kept: { pool: unknown; keys: KeySet } | null = null;
let lookedAt = Number.NEGATIVE_INFINITY;
let nextLook: Promise<KeySet> | null = null;
const opened = new Map<string, CryptoKey>();

/** The key that signs now. */
export async function signingKey(): Promise<SigningKey> {
  const { signing } = await currentKeys();
  const privateKey =
    opened.get(signing.kid) ??
    (await importPKCS8(unseal(signing.privateSealed, signingKeyPlace(signing.kid)), signingAlgorithm));
  opened.set(signing.kid, privateKey);
  return { kid: signing.kid, privateKey };
}

/** The public key with this id; undefined when the database has none, or only a retired one. */
export async function verificationKey(kid: string): Promise<CryptoKey | undefined> {
  const keys = await currentKeys();
  return keys.verifying.get(kid) ?? (await lookAgain()).verifying.get(kid);
}

/** The public keys as `GET /oauth/jwks` shows them: signing now, soon, or until a moment ago. */
export const publishedKeys = async (): Promise<{ keys: JWK[] }> => ({ keys: (await currentKeys()).published });

/**
 * Reads the keys anew for whoever has met one that is not known: at most four times a second, however many tokens with
 * made-up keys there are. Nobody is answered by a look that began before the question.
 */
function lookAgain(): Promise<KeySet> {
  nextLook ??= (async () => {
    await sleep(Math.max(0, lookedAt + looksApartMs - performance.now()));
    nextLook = null;
    lookedAt = performance.now();
    return readKeys();
  })();
  return nextLook;
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
