import { BackupError } from "@/lib/backup/backup-error";
import { counted, parseCommandLine, runCommand, secondsSince } from "@/lib/backup/command-line";
import { findInstallation, type Installation, keepKeys, openTarget, setDatabaseAside } from "@/lib/backup/installation";
import { judgeKeys } from "@/lib/backup/keys";
import { verifyBackup } from "@/lib/backup/read-backup";
import { levelOf, NotEmptyError, type Restored, restoreBackup } from "@/lib/backup/restore";
import { type KeyChoice, keysForRestore } from "@/lib/backup/restore-keys";
import { readMigrations } from "@/lib/database/migrate";

// npm run restore -- FILE [--force]: restores a backup into an empty database (docs/backup.md).
const usage = `Name the backup to restore: npm run restore -- FILE
  --force  renames an embedded database that is not empty, to make way`;

type Verified = Awaited<ReturnType<typeof verifyBackup>>;

void runCommand("The restore was stopped before anything was changed.", async (signal) => {
  const { file, flags } = parseCommandLine(process.argv.slice(2), ["force"], usage);
  const force = flags.has("force");
  const installation = findInstallation(process.env);
  const begunMs = Date.now();
  const backup = await verifyBackup(file, signal);
  levelOf(backup.head, readMigrations());
  const choice = keysForRestore(backup.head, installation, force);
  const aside: string[] = [];
  const restored = await intoEmpty(installation, force, aside, (url) => {
    const beforeWriting = () => aside.push(...keep(choice, installation));
    return restoreBackup({ url, file, ...backup, beforeWriting, signal });
  });
  return [
    `Restored ${counted(restored.tables, "table")} with ${counted(restored.rows, "row")} into ${installation.place} in ${secondsSince(begunMs)}.`,
    `The backup was made at ${backup.head.madeAt} by Patchbay ${backup.head.product}; counts and checksums match.`,
    ...aside.map((path) => `What was there before is now ${path}.`),
    ...remarks(backup, installation, restored, choice),
  ];
});

function keep(choice: KeyChoice, { dataDir }: Installation): string[] {
  if (!choice.kept) return [];
  const aside = keepKeys(dataDir, choice.kept, choice.replaces, new Date());
  return aside ? [aside] : [];
}

/** Restores into the installation's database; with `force`, an embedded one that is not empty is renamed first. */
async function intoEmpty(
  installation: Installation,
  force: boolean,
  aside: string[],
  restore: (url: string) => Promise<Restored>,
): Promise<Restored> {
  const { url, close } = await openTarget(installation);
  try {
    return await restore(url);
  } catch (error) {
    if (!(error instanceof NotEmptyError)) throw error;
    if (!force || installation.databaseUrl) throw new BackupError(`${error.message} ${whatToDo(installation)}`);
  } finally {
    await close();
  }
  aside.push(setDatabaseAside(installation.dataDir, new Date()));
  return intoEmpty(installation, false, aside, restore);
}

const whatToDo = ({ databaseUrl, dataDir }: Installation) =>
  databaseUrl
    ? "Create a new one, point DATABASE_URL at it, and keep the old one until you have checked the restore."
    : `Set DATA_DIR to another folder, or add --force to rename ${dataDir}/database and create a new one.`;

function remarks(
  { head }: Verified,
  installation: Installation,
  { leftOut, migrated }: Restored,
  { keys }: KeyChoice,
): string[] {
  const { lost } = judgeKeys(head.keys, keys);
  const opening = head.keys.map(({ kid }) => kid).filter((kid) => !lost.includes(kid));
  return [
    ...(opening.length > 0 ? [`The keys here open its secrets: ${opening.join(", ")}.`] : []),
    ...lost.map(
      (kid) => `Secrets sealed with ${kid} cannot be opened; the backed-up installation had already lost that key.`,
    ),
    ...(migrated.length > 0 ? [`It was migrated to this version: ${migrated.join(", ")}.`] : []),
    ...leftOut.map((table) => `The table ${table} is not one of Patchbay's and was left out.`),
    ...(head.baseUrl === installation.baseUrl
      ? []
      : [
          `BASE_URL was ${head.baseUrl} and is ${installation.baseUrl} here, so existing access tokens are no longer valid.`,
        ]),
  ];
}
