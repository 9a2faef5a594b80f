import { readFileSync, statSync } from "node:fs";
import { DatabaseError } from "@/lib/database/database-error";

/** The user and group IDs Postgres runs as. */
export type ServerAccount = { uid: number; gid: number };

const candidates = ["postgres", "nobody"];

/**
 * The account that Postgres runs as; null means this process's own. Only root needs another, because Postgres refuses to
 * run as root. If the data directory exists, its owner is used, because Postgres insists on owning it.
 * @throws DatabaseError if we are root and there is no account to use
 */
export function serverAccount(dataDirectory: string): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(dataDirectory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = accountIn(readFileSync("/etc/passwd", "utf8"), candidates);
  if (account) return account;
  throw new DatabaseError(
    "Patchbay runs as root, and Postgres refuses to. Start Patchbay as another user, or add one for the database " +
      "with: useradd --system postgres",
  );
}

/** The first of the names with a non-root account in the text, which is in /etc/passwd format. */
export function accountIn(passwd: string, names: string[]): ServerAccount | null {
  const accounts = passwd.split("\n").map((line) => line.split(":"));
  for (const name of names) {
    const found = accounts.find(([account, , uid]) => account === name && Number(uid) > 0);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  return null;
}
