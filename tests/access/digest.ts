import type pg from "pg";

/** The same for everybody (the catalogue), or written by refusals on purpose (what is counted of them). */
const leftOut = [
  ...["Scope", "Event", "EventScope", "CatalogState", "_prisma_migrations"],
  ...["Throttle", "AppRefusal", "UsageHour", "ScopeUse"],
];

/** Written by the server in its own time. */
const ownTime = ["lastSeenAt", "lastUsedAt", "lastTokenAt"];

/** A digest of the rows of each table that a caller could change something in; new tables are in it by themselves. */
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
