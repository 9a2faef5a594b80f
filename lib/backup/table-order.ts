import * as z from "zod";
import { row } from "@/lib/database/rows";

/** A table: its columns in order, and the other tables its foreign keys reference. */
export const tableRow = row({ name: z.string(), columns: z.array(z.string()), needs: z.array(z.string()) });

export type Table = z.output<typeof tableRow>;

/**
 * The tables ordered so that each comes after those it references, which is the order to fill them in.
 * @throws Error if tables reference each other in a cycle
 */
export function inOrderOfKeys(tables: Table[]): Table[] {
  const ordered: Table[] = [];
  const placed = new Set<string>();
  let left = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (left.length > 0) {
    const ready = left.filter(({ needs }) => needs.every((name) => placed.has(name)));
    if (ready.length === 0) throw new Error(`Foreign keys form a cycle: ${left.map(({ name }) => name).join(", ")}`);
    for (const table of ready) placed.add(table.name);
    ordered.push(...ready);
    left = left.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}
