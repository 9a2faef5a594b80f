import * as z from "zod";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

/** A time of day, some days ago, by this machine's clock: `onDay(3, "14:05")`. */
export function onDay(daysAgo: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const moment = new Date();
  moment.setDate(moment.getDate() - daysAgo);
  moment.setHours(hours, minutes, 0, 0);
  return moment;
}

export const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

/**
 * Runs `act` now and dates it back: every time it wrote to the database becomes `at`. Times in the future stay as they
 * are.
 */
export async function happened<T>(at: Date, act: () => Promise<T>): Promise<T> {
  const from = await databaseTime();
  const done = await act();
  await dateBack(from, await databaseTime(), at);
  return done;
}

const timeRow = row({ now: z.string() });

async function databaseTime(): Promise<string> {
  const { rows } = await pool().query(`SELECT clock_timestamp()::text AS "now"`);
  return typed(timeRow, rows)[0]?.now ?? "";
}

async function dateBack(from: string, to: string, at: Date): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    // The audit log can't be rewritten, even by its own database user. It can here, because this log is invented
    // anyway.
    await client.query("SET LOCAL session_replication_role = replica");
    for (const { table, columns } of await momentColumns()) {
      const moved = columns.map((column) => `"${column}" = CASE WHEN ${isWithin(column)} THEN $3 ELSE "${column}" END`);
      const touched = columns.map(isWithin).join(" OR ");
      await client.query(`UPDATE "${table}" SET ${moved.join(", ")} WHERE ${touched}`, [from, to, at]);
    }
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** Columns store milliseconds, clocks microseconds: a time may have been rounded beyond either end. */
const isWithin = (column: string): string =>
  `"${column}" BETWEEN $1::timestamptz - interval '1 ms' AND $2::timestamptz + interval '1 ms'`;

const momentsRow = row({ table: z.string(), columns: z.array(z.string()) });

type Moments = z.output<typeof momentsRow>;
let found: Promise<Moments[]> | undefined;

function momentColumns(): Promise<Moments[]> {
  found ??= pool()
    .query(
      `SELECT "table_name" AS "table", array_agg("column_name"::text) AS "columns"
         FROM information_schema.columns
        WHERE "table_schema" = 'public' AND "data_type" = 'timestamp with time zone' AND "table_name" <> '_prisma_migrations'
        GROUP BY "table_name"`,
    )
    .then(({ rows }) => typed(momentsRow, rows));
  return found;
}
