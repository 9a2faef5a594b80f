import { hkdfSync } from "node:crypto";
import type { SecretKey } from "@/lib/config";

/** A key that something in a backup is sealed with; its fingerprint is null if the installation no longer had it. */
export type KeyInUse = { kid: string; fingerprint: string | null };

type Verdict = { missing: string[]; different: string[]; lost: string[] };

/** Distinguishes keys with the same kid without revealing anything about them: 64 bits derived by HKDF (RFC 5869). */
export const fingerprint = (key: Buffer): string =>
  Buffer.from(hkdfSync("sha256", key, "patchbay", "fingerprint", 8)).toString("hex");

/** The keys in use as listed in a backup, sorted by kid. */
export const keysInUse = (kids: string[], present: SecretKey[]): KeyInUse[] =>
  [...new Set(kids)].sort().map((kid) => {
    const found = present.find((one) => one.kid === kid);
    return { kid, fingerprint: found ? fingerprint(found.key) : null };
  });

/**
 * Which of a backup's keys are missing here, which have the same kid but are a different key, and which the installation
 * had already lost when the backup was made.
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

/** Whether these keys open everything that could be opened where the backup was made. */
export function opensAll(needed: KeyInUse[], present: SecretKey[]): boolean {
  const { missing, different } = judgeKeys(needed, present);
  return missing.length === 0 && different.length === 0;
}
