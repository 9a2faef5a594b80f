import { isDatabaseAway } from "@/lib/database/away";

/** A backup or restore that cannot be done. The message is the sentence to print: what is wrong and what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

const fileSentences: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of its path is not a folder",
  EISDIR: "it is a folder, not a file",
  EACCES: "this user may not do that there",
  EPERM: "this user may not do that there",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "this user's share of the disk is used up",
  EFBIG: "the file system takes no file of that size",
  EIO: "the disk reports an error",
};

/**
 * The failure of a file as a sentence that begins with `undone` ("The backup cannot be written"). Anything else is
 * returned as it is.
 */
export function fileFailure(error: unknown, undone: string): unknown {
  const why = fileSentences[codeOf(error)];
  return why ? new BackupError(`${undone}: ${why}.`) : error;
}

/** The failure of the database as a sentence that begins with `undone`. Anything else is returned as it is: a bug. */
export function databaseFailure(error: unknown, undone: string): unknown {
  if (!(error instanceof Error) || error instanceof BackupError) return error;
  if (isDatabaseAway(error)) {
    return new BackupError(
      `${undone}: the connection to the database was lost (${error.message}). See that it runs, then try again.`,
    );
  }
  return isSqlState(codeOf(error)) ? new BackupError(`${undone}: the database says: ${error.message}.`) : error;
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Postgres' own codes: five characters with a digit among them, unlike those of files (EPERM). */
const isSqlState = (code: string) => /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
