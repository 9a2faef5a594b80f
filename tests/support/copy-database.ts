import pg from "pg";

/** The URL of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Recreates the database `name` as a copy of another one, to which no one may be connected. */
export async function copyDatabase(serverUrl: string, name: string, template: string): Promise<void> {
  await onServer(serverUrl, [
    `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`,
    `CREATE DATABASE "${name}" TEMPLATE "${template}"`,
    ...strangeDefaults.map(([setting, value]) => `ALTER DATABASE "${name}" SET ${setting} = ${value}`),
  ]);
}

/** What an administrator may have set for other programs, or another country. Nothing of ours may depend on it. */
const strangeDefaults: readonly [setting: string, value: string][] = [
  ["TimeZone", "'Asia/Kathmandu'"],
  ["DateStyle", "'SQL, DMY'"],
  ["IntervalStyle", "'sql_standard'"],
  ["search_path", "'myapp, public'"],
  ["default_transaction_isolation", "'serializable'"],
  ["standard_conforming_strings", "off"],
  ["bytea_output", "'escape'"],
  ["extra_float_digits", "-15"],
  ["lock_timeout", "'1ms'"],
  ["statement_timeout", "'2s'"],
  ["idle_in_transaction_session_timeout", "'2s'"],
];

/** Drops a database, even if someone is connected to it. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await onServer(serverUrl, [`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`]);
}

async function onServer(serverUrl: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
