/** What the driver reads where a connection says nothing; a `.env` that is read again later must not bring it back. */
const readByDriver = [
  "PGAPPNAME",
  "PGBINARY",
  "PGCLIENT_ENCODING",
  "PGCONNECT_TIMEOUT",
  "PGOPTIONS",
  "PGREPLICATION",
  "PGSSLMODE",
  "PGSSLNEGOTIATION",
];

/**
 * Empties libpq's variables (PGOPTIONS, PGSSLMODE …) in this process and those it starts: they are meant for another
 * Postgres than the embedded one.
 */
export function forgetLibpqVariables(env: NodeJS.ProcessEnv = process.env): void {
  const found = Object.keys(env).filter((name) => /^PG[A-Z_]+$/.test(name));
  for (const name of new Set([...found, ...readByDriver])) env[name] = "";
}
