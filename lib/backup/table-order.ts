/** A table of the database: its columns in their order, and the other tables its foreign keys point to. */
export type Table = { name: string; columns: string[]; needs: string[] };

/**
 * The tables so that each comes after those it points to: in this order they can be filled.
 * @throws Error when tables point at each other in a circle, which no order can fill.
 */
export function inOrderOfKeys(tables: Table[]): Table[] {
  const ordered: Table[] = [];
  const placed = new Set<string>();
  let left = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (left.length > 0) {
    const ready = left.filter(({ needs }) => needs.every((name) => placed.has(name)));
    if (ready.length === 0) throw new Error(`Foreign keys in a circle: ${left.map(({ name }) => name).join(", ")}`);
    for (const table of ready) placed.add(table.name);
    ordered.push(...ready);
    left = left.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}
