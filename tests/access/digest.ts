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
  const tables = await pool.query<{ name: string; columns: string }>(
    `SELECT table_name AS name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
       FROM information_schema.tables JOIN information_schema.columns USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND NOT table_name = ANY($1)
        AND NOT column_name = ANY($2)
      GROUP BY table_name`,
    [leftOut, ownTime],
  );
  // A sum needs no order: sorting everything that the rows before have left would take longer than what is asked.
  const each = tables.rows.map(
    ({ name, columns }) =>
      `SELECT '${name}' AS name, count(*) || ':' || coalesce(sum(hashtextextended(ROW(${columns})::text, 0)), 0) AS digest
         FROM "${name}"`,
  );
  const { rows } = await pool.query<{ name: string; digest: string }>(each.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
