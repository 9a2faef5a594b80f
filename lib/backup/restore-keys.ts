import { BackupError } from "@/lib/backup/backup-error";
import type { Head } from "@/lib/backup/format";
import { judgeKeys, opensAll } from "@/lib/backup/keys";
import { parseSecretKeys, type SecretKey } from "@/lib/config";

/** The keys to restore with; `kept`: the backup's keys to store, if used; `replaces`: whether a key file makes way. */
export type KeyChoice = { keys: SecretKey[]; kept: string | null; replaces: boolean };

type Present = { keys: SecretKey[]; keysFrom: string; keepsKeys: boolean };

/**
 * Decides which keys to restore a backup with: the present ones if they open its secrets, otherwise the backup's own if
 * the installation uses generated keys. `mayReplace` allows those to replace existing ones.
 * @throws BackupError naming the keys that are missing, or differ from keys with the same name, and where to put them
 */
export function keysForRestore(
  head: Pick<Head, "keys" | "secretKeys">,
  present: Present,
  mayReplace: boolean,
): KeyChoice {
  const usesBackups = head.secretKeys !== null && present.keepsKeys && !opensAll(head.keys, present.keys);
  if (!usesBackups || head.secretKeys === null) {
    if (!opensAll(head.keys, present.keys)) throw new BackupError(whyClosed(head, present));
    return { keys: present.keys, kept: null, replaces: false };
  }
  const replaces = present.keys.length > 0;
  if (replaces && !mayReplace) {
    throw new BackupError(
      `${present.keysFrom} holds other keys than those in the backup. Move that file away, or add --force to rename it.`,
    );
  }
  return { keys: parseSecretKeys(head.secretKeys), kept: head.secretKeys, replaces };
}

function whyClosed(head: Pick<Head, "keys" | "secretKeys">, { keys, keysFrom, keepsKeys }: Present): string {
  const { missing, different } = judgeKeys(head.keys, keys);
  const faults = [
    ...missing.map((kid) => `${kid} is missing`),
    ...different.map((kid) => `${kid} is a different key with the same name`),
  ];
  const remedy = keepsKeys
    ? `Copy the old installation's secret-keys file there, or set SECRET_KEYS to its keys`
    : head.secretKeys
      ? "The backup includes its keys, but SECRET_KEYS is set: add them to it (docs/backup.md explains how to read them)"
      : "Add the old installation's keys";
  return `The secrets in the backup cannot be opened with the keys in ${keysFrom}: ${faults.join(", ")}. ${remedy}. Nothing was changed.`;
}
