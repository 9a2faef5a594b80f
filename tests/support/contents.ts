import type pg from "pg";
import { connect } from "@/lib/database/connect";

/** Runs `work` on a connection of its own. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Every row of every table except the migrations, as sorted text: equal for databases with the same contents. Rows
 * containing `without` are left out.
 */
export function contentsOf(url: string, without = "\u0001"): Promise<Record<string, string[]>> {
  return connected(url, async (client) => {
    await client.query("SET TimeZone = 'UTC'");
    const { rows: tables } = await client.query<{ name: string }>(`
      SELECT table_name AS "name" FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' ORDER BY 1`);
    const contents: Record<string, string[]> = {};
    for (const { name } of tables) {
      const text = `SELECT t::text AS "row" FROM "${name}" t WHERE strpos(t::text, $1) = 0 ORDER BY 1`;
      const { rows } = await client.query<{ row: string }>(text, [without]);
      contents[name] = rows.map(({ row }) => row);
    }
    return contents;
  });
}
