import { readFileSync, statSync } from "node:fs";
import { DatabaseError } from "@/lib/database/database-error";

/** Under whose ids Postgres runs. */
export type ServerAccount = { uid: number; gid: number };

const candidates = ["postgres", "nobody"];

/**
 * The account that Postgres runs as: null means this process's own. Only root needs another one, because Postgres
 * refuses to run as root; a data directory that exists decides, as Postgres insists on owning it.
 * @throws DatabaseError when root finds no account to use.
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

/** The first of the names that the text (in the form of /etc/passwd) has as an account other than root. */
export function accountIn(passwd: string, names: string[]): ServerAccount | null {
  const accounts = passwd.split("\n").map((line) => line.split(":"));
  for (const name of names) {
    const found = accounts.find(([account, , uid]) => account === name && Number(uid) > 0);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  return null;
}
