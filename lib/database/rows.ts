import * as z from "zod";

// TypeScript believes whatever row type a raw statement is given. So each has a schema: the type is derived from it, and
// the tests check every row against it. In production nothing is parsed.

const kept = globalThis as typeof globalThis & { patchbayChecksRows?: true };

/** Makes {@link typed} check rows, for tests. */
export function checkRows(): void {
  kept.patchbayChecksRows = true;
}

/** The schema of a row, by its columns; a column more or less is a mistake. */
export const row = <Columns extends z.ZodRawShape>(columns: Columns) => z.strictObject(columns);

/**
 * The rows of a raw statement, as their schema describes them.
 * @throws ZodError in tests, if a row is otherwise
 */
export function typed<Schema extends z.ZodType>(schema: Schema, rows: readonly unknown[]): z.output<Schema>[] {
  if (kept.patchbayChecksRows) for (const one of rows) schema.parse(one);
  return rows as z.output<Schema>[];
}
