import type pg from "pg";
import * as z from "zod";
import { connect } from "@/lib/database/connect";
import { driverUrls, requireFiles } from "@/lib/database/connection-settings";
import { DatabaseError } from "@/lib/database/database-error";
import { row, typed } from "@/lib/database/rows";

const oldestVersion = 14;

type How = {
  /** A standby is enough: nothing will be written. */
  onlyToRead?: boolean;
};

/**
 * Resolves if the database at the URL answers, is recent enough and can be migrated.
 * @returns the URL to connect with, in which TLS settings mean to the driver what they mean to libpq
 * @throws DatabaseError saying what to do; its message never contains the password
 */
export async function checkDatabase(text: string, how: How = {}): Promise<string> {
  const urls = driverUrls(text);
  requireFiles(urls[0]);
  return firstUsable(urls, how);
}

async function firstUsable([url, ...others]: [string, ...string[]], how: How): Promise<string> {
  try {
    await checkAt(url, how);
    return url;
  } catch (error) {
    const [next, ...rest] = others;
    if (next === undefined || !isAboutTls(error)) throw named(error, url);
    return firstUsable([next, ...rest], how);
  }
}

const named = (error: unknown, url: string): DatabaseError =>
  error instanceof DatabaseError ? error : new DatabaseError(describeFailure(error, url));

const versionRow = row({ server_version_num: z.string() });

async function checkAt(url: string, { onlyToRead = false }: How): Promise<void> {
  let client: pg.Client | undefined;
  try {
    client = await connect(url);
    const { rows } = await client.query("SHOW server_version_num");
    requireVersion(Number(typed(versionRow, rows)[0]?.server_version_num));
    if (!onlyToRead) await requireWritable(client);
    await requireRights(client);
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

const modeRow = row({ standby: z.boolean(), readonly: z.boolean(), user: z.string() });

async function requireWritable(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`
    SELECT pg_is_in_recovery() AS "standby", current_setting('transaction_read_only') = 'on' AS "readonly", current_user AS "user"`);
  const [{ standby, readonly, user } = { standby: false, readonly: false, user: "" }] = typed(modeRow, rows);
  if (standby)
    throw new DatabaseError("The database is a standby, which is read-only. Point DATABASE_URL at the primary.");
  if (!readonly) return;
  throw new DatabaseError(
    `The database is read-only: default_transaction_read_only is on. Turn it off for the database, or for this user: ALTER ROLE "${user}" SET default_transaction_read_only = off`,
  );
}

const rightsRow = row({ may: z.boolean().nullable(), user: z.string(), database: z.string() });

/** Every start migrates; a user who can only read and write would fail at the first new table. */
async function requireRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`
    SELECT has_schema_privilege(current_schema(), 'CREATE') AS "may", current_user AS "user", current_database() AS "database"`);
  const [{ may, user, database } = { may: false, user: "", database: "" }] = typed(rightsRow, rows);
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
  if (error instanceof URIError) return "DATABASE_URL has a % that is not an escape. Write % in a password as %25.";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return whyOtherName(place, message);
  if (untrusted.test(code)) return whyNotTrusted(place, message);
  if (/does not support SSL/.test(message)) {
    return `The database at ${place} does not support TLS. Turn it on there, or set sslmode=disable in DATABASE_URL.`;
  }
  switch (code) {
    case "ECONNREFUSED":
      return `Nothing is listening at ${place}. Start the database, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host ${hostname} in DATABASE_URL was not found. Correct its name.`;
    case "28P01":
    case "28000":
      return `The database at ${place} rejected the user ${decoded(username) || "given"}: ${message}. Correct the user and password in DATABASE_URL.`;
    case "3D000":
      return `The database ${decoded(pathname.slice(1))} does not exist at ${place}. Create it, or correct DATABASE_URL.`;
    default:
      return `The database at ${place} cannot be used: ${message}. Check DATABASE_URL and that the database is up.`;
  }
}

/** Codes of OpenSSL and Node for a certificate they reject. */
const untrusted = /^(CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/;

const whyNotTrusted = (place: string, message: string): string =>
  `The certificate of the database at ${place} is not trusted: ${message}. In DATABASE_URL, name the certificate of its authority with sslrootcert=/path/ca.pem, or accept any with sslmode=no-verify.`;

const whyOtherName = (place: string, message: string): string =>
  `The certificate of the database at ${place} is for another name: ${message}. Use that name in DATABASE_URL, or check only the certificate's authority, with sslmode=verify-ca and sslrootcert=/path/ca.pem.`;

/** Whether the same connection with TLS, or without, may succeed: the driver's sentence, a handshake, or pg_hba.conf. */
function isAboutTls(error: unknown): boolean {
  const { code, message } = firstCause(error);
  return code === "28000" || /^(EPROTO|ERR_SSL\w*|ERR_TLS\w*)$/.test(code) || /does not support SSL/.test(message);
}

/** Percent-decoded, unless it has a % that is not an escape. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function firstCause(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return firstCause(error.errors[0]);
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  return { code: "code" in error ? String(error.code) : "", message: error.message.replace(/\.$/, "") };
}
