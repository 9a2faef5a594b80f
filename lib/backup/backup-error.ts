import { isDatabaseAway } from "@/lib/database/away";

/** A backup or restore cannot be done. The message is printed as is: what is wrong and what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

const fileSentences: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "part of its path is not a folder",
  EISDIR: "it is a folder, not a file",
  EACCES: "this user does not have permission",
  EPERM: "this user does not have permission",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "this user's disk quota is used up",
  EFBIG: "the file is too large for the file system",
  EIO: "the disk reports an error",
};

/**
 * A file system error as a sentence that begins with `undone` ("The backup cannot be written"). Any other error is
 * returned unchanged.
 */
export function fileFailure(error: unknown, undone: string): unknown {
  const why = fileSentences[codeOf(error)];
  return why ? new BackupError(`${undone}: ${why}.`) : error;
}

/** A database error as a sentence that begins with `undone`. Any other error is a bug and returned unchanged. */
export function databaseFailure(error: unknown, undone: string): unknown {
  if (!(error instanceof Error) || error instanceof BackupError) return error;
  if (isDatabaseAway(error)) {
    return new BackupError(
      `${undone}: the connection to the database was lost (${error.message}). Make sure it is running, then try again.`,
    );
  }
  return isSqlState(codeOf(error)) ? new BackupError(`${undone}: the database says: ${error.message}.`) : error;
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Postgres's codes have five characters, at least one of them a digit, unlike file errors (EPERM). */
const isSqlState = (code: string) => /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
