import type pg from "pg";
import { connect } from "@/lib/database/connect";
import { DatabaseError } from "@/lib/database/database-error";

const oldestVersion = 14;

/**
 * Resolves if the database at the URL answers, is recent enough and can be migrated.
 * @throws DatabaseError saying what to do; its message never contains the password
 */
export async function checkDatabase(url: string): Promise<void> {
  let client: pg.Client | undefined;
  try {
    client = await connect(url);
    const { rows } = await client.query("SHOW server_version_num");
    requireVersion(Number(rows[0].server_version_num));
    await requireRights(client);
  } catch (error) {
    throw error instanceof DatabaseError ? error : new DatabaseError(describeFailure(error, url));
  } finally {
    await client?.end().catch(() => undefined);
  }
}

/** @throws DatabaseError if the version (Postgres's `server_version_num`: 140011 is 14.11) is too old */
export function requireVersion(version: number): void {
  if (version >= oldestVersion * 10_000) return;
  throw new DatabaseError(
    `The database is Postgres ${Math.floor(version / 10_000)}; Patchbay needs version ${oldestVersion} or newer. ` +
      "Point DATABASE_URL at a newer one, or unset it to use the embedded database.",
  );
}

/** Every start migrates; a user who can only read and write would fail at the first new table. */
async function requireRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean | null; user: string; database: string }>(`
    SELECT has_schema_privilege(current_schema(), 'CREATE') AS "may", current_user AS "user", current_database() AS "database"`);
  const [{ may, user, database } = { may: false, user: "", database: "" }] = rows;
  if (may) return;
  if (may === null) {
    throw new DatabaseError(
      `The database ${database} has no schema public, which holds Patchbay's tables. Create it: CREATE SCHEMA public AUTHORIZATION "${user}"`,
    );
  }
  throw new DatabaseError(
    `The user ${user} may not create tables in the database ${database}. Make it the owner: ALTER DATABASE "${database}" OWNER TO "${user}"`,
  );
}

/** What went wrong with the connection and what to do about it. */
export function describeFailure(error: unknown, url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname || "localhost"}:${port || 5432}`;
  const { code, message } = firstCause(error);
  switch (code) {
    case "ECONNREFUSED":
      return `Nothing is listening at ${place}. Start the database, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host ${hostname} in DATABASE_URL was not found. Correct its name.`;
    case "28P01":
    case "28000":
      return `The database at ${place} rejected the user ${decodeURIComponent(username) || "given"}: ${message}. Correct the user and password in DATABASE_URL.`;
    case "3D000":
      return `The database ${decodeURIComponent(pathname.slice(1))} does not exist at ${place}. Create it, or correct DATABASE_URL.`;
    default:
      return `The database at ${place} cannot be used: ${message}. Check DATABASE_URL and that the database is up.`;
  }
}

function firstCause(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return firstCause(error.errors[0]);
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  return { code: "code" in error ? String(error.code) : "", message: error.message.replace(/\.$/, "") };
}
