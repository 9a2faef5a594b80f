import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { config } from "@/lib/config";

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** 22 characters base64url, 128 random bits: for IDs of accounts, apps, people. */
export const randomId = () => randomBytes(16).toString("base64url");

/** 43 characters base64url, 256 random bits: for one-time links and session cookies. */
export const randomToken = () => randomBytes(32).toString("base64url");

/** A span ID of W3C Trace Context: 16 hexadecimal digits. */
export const newSpanId = () => randomBytes(8).toString("hex");

/** `length` characters of A-Z a-z 0-9, uniformly random (5.95 bits each). */
export function randomAlphanumeric(length: number): string {
  let text = "";
  while (text.length < length) {
    // 248 is the largest multiple of 62 that fits a byte; using the values above it would favor the first letters.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphanumerics[byte % 62];
  }
  return text;
}

const derived = new Map<string, Buffer>();

function derivedKey(kid: string, purpose: string): Buffer | null {
  const name = `${kid} ${purpose}`;
  const found = derived.get(name);
  if (found) return found;
  const master = config().secretKeys.find((one) => one.kid === kid);
  if (!master) return null;
  const key = Buffer.from(hkdfSync("sha256", master.key, "patchbay", purpose, 32));
  derived.set(name, key);
  return key;
}

function currentKey(purpose: string): { kid: string; key: Buffer } {
  const [current] = config().secretKeys;
  const key = current && derivedKey(current.kid, purpose);
  if (!current || !key) throw new Error("There is no current secret key");
  return { kid: current.kid, key };
}

/** `kid:hex` HMAC-SHA-256 of a high-entropy secret, for checking it later with {@link secretMatches}. */
export function secretDigest(secret: string): string {
  const { kid, key } = currentKey("digest");
  return `${kid}:${createHmac("sha256", key).update(secret).digest("hex")}`;
}

/** Whether the digest belongs to this secret, in constant time. A digest made with an unknown key matches nothing. */
export function secretMatches(secret: string, digest: string): boolean {
  const kid = digest.slice(0, digest.indexOf(":"));
  const key = derivedKey(kid, "digest");
  if (!key) return false;
  const actual = Buffer.from(createHmac("sha256", key).update(secret).digest("hex"));
  const expected = Buffer.from(digest.slice(kid.length + 1));
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Digests of this secret under every configured key, the current key's first, for looking a secret up. */
export const secretDigests = (secret: string): string[] =>
  config().secretKeys.map(({ kid }) => {
    const key = derivedKey(kid, "digest") ?? Buffer.alloc(0);
    return `${kid}:${createHmac("sha256", key).update(secret).digest("hex")}`;
  });

/** SHA-256, base64url: how one-time links and sessions are stored. */
export const tokenDigest = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Encrypts with AES-256-GCM, bound to `place` (table and row): a sealed value moved to another row won't open. */
export function seal(plain: string, place: string): string {
  const { kid, key } = currentKey("seal");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [kid, iv.toString("base64url"), sealed.toString("base64url"), cipher.getAuthTag().toString("base64url")].join(
    ".",
  );
}

/** Opens what {@link seal} sealed for the same place. @throws Error if the key is gone or the value was tampered with */
export function unseal(sealed: string, place: string): string {
  const [kid = "", iv = "", body = "", tag = ""] = sealed.split(".");
  const key = derivedKey(kid, "seal");
  if (!key) throw new Error(`The key ${kid} that sealed ${place} is not in SECRET_KEYS`);
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url")).setAAD(Buffer.from(place));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]).toString("utf8");
}

/** The key next-auth signs its cookies with, derived from the current secret key. */
export const cookieSecret = (): string => currentKey("cookies").key.toString("base64url");
