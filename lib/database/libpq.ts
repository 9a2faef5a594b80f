/** Variables the driver falls back to. Set to "" even if unset, so that a `.env` loaded later can't bring them back. */
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
 * Empties libpq's variables (PGOPTIONS, PGSSLMODE …) in this process and its children: they are meant for some other
 * Postgres, not the embedded one.
 */
export function forgetLibpqVariables(env: NodeJS.ProcessEnv = process.env): void {
  const found = Object.keys(env).filter((name) => /^PG[A-Z_]+$/.test(name));
  for (const name of new Set([...found, ...readByDriver])) env[name] = "";
}
