import type pg from "pg";
import * as z from "zod";
import { nameList, sequence } from "@/lib/backup/format";
import { inOrderOfKeys, type Table, tableRow } from "@/lib/backup/table-order";
import { row, typed } from "@/lib/database/rows";

// Found in the database's own catalog, so that a new table is included without a change here.

/** Excludes Prisma's ledger, which a restore writes by applying the migrations. */
const findThem = `
  SELECT c.relname::text AS "name",
         (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS "columns",
         (SELECT coalesce(array_agg(DISTINCT other.relname::text), '{}')
            FROM pg_constraint k JOIN pg_class other ON other.oid = k.confrelid
           WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0 AND other.oid <> c.oid) AS "needs"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND c.relname <> '_prisma_migrations'
     AND NOT EXISTS (SELECT 1 FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

/** All of Patchbay's tables, each after those it references; tables that belong to extensions are excluded. */
export async function findTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query(findThem);
  return inOrderOfKeys(typed(tableRow, rows));
}

const sequenceRow = row(sequence.shape);

/** Sequences that have been used, with the last value each returned. */
export async function findSequences(client: pg.ClientBase): Promise<z.output<typeof sequenceRow>[]> {
  const { rows } = await client.query(`
    SELECT sequencename::text AS "name", last_value::text AS "lastValue" FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY 1`);
  return typed(sequenceRow, rows);
}

export async function hasRows(client: pg.ClientBase, table: string): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM ${nameList([table])} LIMIT 1`);
  return rowCount === 1;
}

/** Names of columns with sealed or digested values, and the pattern of such a value: the group is the key's ID. */
const keyed = [
  { name: /sealed$/i, kid: `^([A-Za-z0-9_-]{1,32})\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+$` },
  { name: /digest$/i, kid: `^([A-Za-z0-9_-]{1,32}):[0-9a-f]{64}$` },
];

const kidRow = row({ kid: z.string().nullable() });

/** The IDs of the keys that something in the tables is sealed or digested with. */
export async function findKids(client: pg.ClientBase, tables: Table[]): Promise<string[]> {
  const kids = new Set<string>();
  for (const { name, columns } of tables) {
    for (const { column, pattern } of keyedColumns(columns)) {
      const text = `SELECT DISTINCT substring(${nameList([column])} FROM $1) AS "kid" FROM ${nameList([name])}`;
      const { rows } = await client.query(text, [pattern]);
      for (const { kid } of typed(kidRow, rows)) if (kid !== null) kids.add(kid);
    }
  }
  return [...kids].sort();
}

const keyedColumns = (columns: string[]) =>
  columns.flatMap((column) =>
    keyed.filter(({ name }) => name.test(column)).map(({ kid }) => ({ column, pattern: kid })),
  );
