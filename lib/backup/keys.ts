import { hkdfSync } from "node:crypto";
import type { SecretKey } from "@/lib/config";

/** A key by which something in a backup is sealed; no fingerprint when the installation itself had it no more. */
export type KeyInUse = { kid: string; fingerprint: string | null };

type Verdict = { missing: string[]; different: string[]; lost: string[] };

/** Tells two keys of one kid apart, and nothing about the key: 64 bits derived from it (HKDF, RFC 5869). */
export const fingerprint = (key: Buffer): string =>
  Buffer.from(hkdfSync("sha256", key, "patchbay", "fingerprint", 8)).toString("hex");

/** The keys in use as a backup names them, in the order of their kids. */
export const keysInUse = (kids: string[], present: SecretKey[]): KeyInUse[] =>
  [...new Set(kids)].sort().map((kid) => {
    const found = present.find((one) => one.kid === kid);
    return { kid, fingerprint: found ? fingerprint(found.key) : null };
  });

/**
 * Which of a backup's keys are not among the present ones, which are there by name but are another key, and which the
 * installation had lost already when the backup was made.
 */
export function judgeKeys(needed: KeyInUse[], present: SecretKey[]): Verdict {
  const verdict: Verdict = { missing: [], different: [], lost: [] };
  for (const { kid, fingerprint: wanted } of needed) {
    const found = present.find((one) => one.kid === kid);
    if (wanted === null) verdict.lost.push(kid);
    else if (!found) verdict.missing.push(kid);
    else if (fingerprint(found.key) !== wanted) verdict.different.push(kid);
  }
  return verdict;
}

/** Whether everything that could be opened where the backup was made can be opened with these keys. */
export function opensAll(needed: KeyInUse[], present: SecretKey[]): boolean {
  const { missing, different } = judgeKeys(needed, present);
  return missing.length === 0 && different.length === 0;
}
