import type pg from "pg";

/** Tables that are the same for everyone (the catalog), or that refusals write on purpose (their counters). */
const leftOut = [
  ...["Scope", "Event", "EventScope", "CatalogState", "_prisma_migrations"],
  ...["Throttle", "AppRefusal", "UsageHour", "ScopeUse"],
];

/** Columns the server writes on its own. */
const ownTime = ["lastSeenAt", "lastUsedAt", "lastTokenAt"];

/** A digest of each table's rows that a caller could change; new tables are included automatically. */
export async function digests(pool: pg.Pool): Promise<Record<string, string>> {
  const tables = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND NOT table_name = ANY($1)`,
    [leftOut],
  );
  const each = tables.rows.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(line, '' ORDER BY line), '')) AS digest
         FROM (SELECT (to_jsonb(t) - $1::text[])::text AS line FROM "${name}" t) lines`,
  );
  const { rows } = await pool.query<{ name: string; digest: string }>(each.join(" UNION ALL "), [ownTime]);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
