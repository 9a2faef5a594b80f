import { BackupError } from "@/lib/backup/backup-error";
import type { Head } from "@/lib/backup/format";
import { judgeKeys, opensAll } from "@/lib/backup/keys";
import { parseSecretKeys, type SecretKey } from "@/lib/config";

/** The keys a restored installation has, and those of the backup that it is to keep, in place of others or of none. */
export type KeyChoice = { keys: SecretKey[]; kept: string | null; replaces: boolean };

type Present = { keys: SecretKey[]; keysFrom: string; keepsKeys: boolean };

/**
 * Decides with which keys a backup is restored: the present ones where they open its secrets, else the backup's own
 * where the installation keeps generated keys. `mayReplace` lets those take the place of others.
 * @throws BackupError naming the keys that are missing or are other keys of the same name, and where they belong.
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
      `${present.keysFrom} holds other keys than those in the backup. Move that file away, or add --force, which sets it aside.`,
    );
  }
  return { keys: parseSecretKeys(head.secretKeys), kept: head.secretKeys, replaces };
}

function whyClosed(head: Pick<Head, "keys" | "secretKeys">, { keys, keysFrom, keepsKeys }: Present): string {
  const { missing, different } = judgeKeys(head.keys, keys);
  const faults = [
    ...missing.map((kid) => `${kid} is missing`),
    ...different.map((kid) => `${kid} is another key of the same name`),
  ];
  const remedy = keepsKeys
    ? `Put the file secret-keys of the old installation there, or set SECRET_KEYS to its keys`
    : head.secretKeys
      ? "The backup carries its keys, but SECRET_KEYS is set: add them to it (docs/backup.md says how to read them)"
      : "Add the keys that the old installation had";
  return `The secrets in the backup cannot be opened with the keys in ${keysFrom}: ${faults.join(", ")}. ${remedy}. Nothing was changed.`;
}
