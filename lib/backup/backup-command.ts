import { readFileSync } from "node:fs";
import { BackupError } from "@/lib/backup/backup-error";
import { counted, megabytes, parseCommandLine, runCommand, secondsSince } from "@/lib/backup/command-line";
import { findInstallation, type Installation, openSource } from "@/lib/backup/installation";
import { type Backup, writeBackup } from "@/lib/backup/write-backup";
import { secretKeysFile } from "@/lib/config";

// npm run backup -- FILE [--with-keys] [--force]: writes everything in the database to one file (docs/backup.md).
const usage = `Name the file to write: npm run backup -- FILE
  --with-keys  also includes the generated keys of DATA_DIR
  --force      replaces the file if it exists`;

void runCommand("The backup was stopped. Nothing was written.", async (signal) => {
  const { file, flags } = parseCommandLine(process.argv.slice(2), ["with-keys", "force"], usage);
  const installation = findInstallation(process.env);
  const secretKeys = flags.has("with-keys") ? generatedKeys(installation) : null;
  const begunMs = Date.now();
  const { url, close } = await openSource(installation);
  try {
    const { baseUrl, keys: present } = installation;
    const backup = await writeBackup({ url, file, force: flags.has("force"), baseUrl, present, secretKeys, signal });
    return [
      `Backed up ${counted(backup.tables, "table")} with ${counted(backup.rows, "row")} from ${installation.place}`,
      `to ${file} (${megabytes(backup.bytes)}) in ${secondsSince(begunMs)}.`,
      ...aboutKeys(backup, installation),
    ];
  } finally {
    await close();
  }
});

function generatedKeys({ keepsKeys, keys, dataDir, keysFrom }: Installation): string {
  if (!keepsKeys) {
    throw new BackupError(
      "--with-keys only includes keys that Patchbay generated. Yours are in SECRET_KEYS: keep them where you keep your other secrets.",
    );
  }
  if (keys.length === 0) throw new BackupError(`There are no keys to include: ${keysFrom} is missing.`);
  return readFileSync(secretKeysFile(dataDir), "utf8").trim();
}

function aboutKeys({ head }: Backup, { keysFrom }: Installation): string[] {
  const present = head.keys.filter(({ fingerprint }) => fingerprint !== null).map(({ kid }) => kid);
  const lost = head.keys.filter(({ fingerprint }) => fingerprint === null).map(({ kid }) => kid);
  const lines = lost.map(
    (kid) => `Secrets sealed with ${kid} cannot be opened, here or after a restore: that key is not in ${keysFrom}.`,
  );
  if (head.secretKeys) {
    lines.push("It includes the keys: anyone with this file has every secret. Keep it as safe as the installation.");
  } else if (present.length > 0) {
    lines.push(
      `Its secrets are sealed with ${present.join(", ")} from ${keysFrom}, not in the backup. Keep a copy of that too, separate`,
      "from the backup: without it no client secret, secret token or access token can be restored.",
    );
  }
  return lines;
}
