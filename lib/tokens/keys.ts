import { createPrivateKey, type KeyObject } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { type CryptoKey, importJWK } from "jose";
import * as z from "zod";
import { unseal } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { coalesce } from "@/lib/tokens/coalesce";
import { ensureSigningKey } from "@/lib/tokens/key-rotation";
import { type PublishedJwk, publishedJwk, signingAlgorithm, signingKeyPlace } from "@/lib/tokens/new-key";
import { signInThread } from "@/lib/tokens/signing-thread";

/** How long a process uses the keys it read before reading them again, unless it meets an unknown `kid`. */
const freshForMs = 5_000;

const looksApartMs = 250;

const keyRow = row({ kid: z.string(), publicJwk: publishedJwk, privateSealed: z.string(), active: z.boolean() });

type KeyRow = z.output<typeof keyRow>;

/**
 * `sign` returns the input with its signature appended, as in a compact JWS. Inputs that arrive together are signed in
 * batches.
 */
export type SigningKey = { kid: string; privateKey: KeyObject; sign: (input: string) => Promise<string> };

type KeySet = { readAt: number; signing: KeyRow; published: PublishedJwk[]; verifying: ReadonlyMap<string, CryptoKey> };

let kept: { pool: unknown; keys: KeySet } | null = null;
let lookedAt = Number.NEGATIVE_INFINITY;
let nextLook: Promise<KeySet> | null = null;
const opened = new Map<string, SigningKey>();

/** The key that currently signs. */
export const signingKey = async (): Promise<SigningKey> => open((freshKeys() ?? (await readKeys())).signing);

/** Like signingKey, from the cache only; undefined if the database would have to be asked. */
export function freshSigningKey(): SigningKey | undefined {
  const keys = freshKeys();
  return keys && open(keys.signing);
}

function open({ kid, privateSealed }: KeyRow): SigningKey {
  const known = opened.get(kid);
  if (known) return known;
  const privateKey = createPrivateKey(unseal(privateSealed, signingKeyPlace(kid)));
  const signAll = async (inputs: string[]) => {
    const signatures = await signInThread({ kid, inputs }, privateKey);
    return inputs.map((input, index) => `${input}.${signatures[index]}`);
  };
  // In small batches, so that the first tokens are sent while the last are still being signed.
  const sign = coalesce(signAll, { loads: 16, keys: 8 });
  const key = { kid, privateKey, sign };
  opened.set(kid, key);
  return key;
}

/** Whether the cached keys, if still fresh, include this key. Does not ask the database. */
export const isFreshKey = (kid: string): boolean => freshKeys()?.verifying.has(kid) ?? false;

/** The public key with this id; undefined if the database has none, or only a retired one. */
export async function verificationKey(kid: string): Promise<CryptoKey | undefined> {
  const keys = freshKeys() ?? (await readKeys());
  return keys.verifying.get(kid) ?? (await lookAgain()).verifying.get(kid);
}

/** The public keys for `GET /oauth/jwks`: those that sign now, will sign soon, or whose tokens may still be valid. */
export const publishedKeys = async (): Promise<{ keys: PublishedJwk[] }> => ({
  keys: (freshKeys() ?? (await readKeys())).published,
});

/**
 * Rereads the keys after an unknown `kid`, at most four times a second however many forged tokens arrive. No caller
 * shares a read that began before it asked.
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

/** The cached keys, if read less than {@link freshForMs} ago from the current pool. */
const freshKeys = (): KeySet | undefined =>
  kept?.pool === pool() && performance.now() - kept.keys.readAt < freshForMs ? kept.keys : undefined;

/** There is only one key set, so all callers share one key. */
const readKeys = (): Promise<KeySet> => findKeySet("all");

const usableKeys = `
  SELECT "kid", "publicJwk", "privateSealed", "activeAt" <= clock_timestamp() AS "active"
    FROM "SigningKey"
   WHERE "retiredAt" IS NULL OR "retiredAt" > clock_timestamp()`;

const findKeySet = coalesce<"all", KeySet>(async (askers) => {
  const from = pool();
  const readAt = performance.now();
  const rows = await usableKeyRows();
  const signing = rows.find(({ active }) => active);
  if (!signing) throw new Error("No signing key is active");
  const verifying = new Map<string, CryptoKey>();
  for (const { kid, publicJwk } of rows)
    verifying.set(kid, (await importJWK(publicJwk, signingAlgorithm)) as CryptoKey);
  const keys = { readAt, signing, published: rows.map(({ publicJwk }) => publicJwk), verifying };
  kept = { pool: from, keys };
  return askers.map(() => keys);
});

/** Newest first. Creates a key if none signs now. */
async function usableKeyRows(): Promise<KeyRow[]> {
  const read = async () => typed(keyRow, (await pool().query(`${usableKeys} ORDER BY "activeAt" DESC, "kid"`)).rows);
  const rows = await read();
  if (rows.some(({ active }) => active)) return rows;
  await ensureSigningKey();
  return read();
}
