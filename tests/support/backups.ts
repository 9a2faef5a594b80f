import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { verifyBackup } from "@/lib/backup/read-backup";
import { restoreBackup } from "@/lib/backup/restore";
import { type BackupRequest, writeBackup } from "@/lib/backup/write-backup";
import { config } from "@/lib/config";
import { emptyDatabase, testDatabase } from "@/tests/support/database";

/** Gives each test in the file a folder for a backup, and an empty database to restore it into. */
export function useBackups() {
  const place = { folder: "", file: "", url: "" };
  let drop = async () => {};

  beforeEach(async () => {
    place.folder = mkdtempSync(join(tmpdir(), "patchbay-backup-"));
    place.file = join(place.folder, "backup");
    const target = await emptyDatabase();
    place.url = target.url;
    drop = target.drop;
  });

  afterEach(async () => {
    await drop();
    rmSync(place.folder, { recursive: true, force: true });
  });

  return {
    place,
    /** Backs up the test's database. */
    async backUp(more: Partial<BackupRequest> = {}) {
      const { secretKeys: present } = config();
      const baseUrl = "https://patchbay.example.com";
      return writeBackup({ url: await testDatabase(), file: place.file, baseUrl, present, ...more });
    },
    /** Restores the backup, by default into the empty database. */
    async restore(url = place.url) {
      return restoreBackup({ url, file: place.file, ...(await verifyBackup(place.file)) });
    },
  };
}
