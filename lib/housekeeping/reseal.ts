import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import * as z from "zod";
import { nameList } from "@/lib/backup/format";
import { findKids, findTables } from "@/lib/backup/tables";
import { config } from "@/lib/config";
import { seal, secretDigest, unseal } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { type SealedColumn, sealedColumns } from "@/lib/housekeeping/sealed-columns";

const batch = 100;
const rounds = 50;
const betweenRoundsMs = 200;

/** The result for one column: how many values were resealed, and how many no key in SECRET_KEYS opens. */
type Resealed = { what: string; done: number; locked: number };

export type Reseal = {
  columns: Resealed[];
  /** IDs of keys other than the first that something is still sealed or digested with. */
  stillNeeded: string[];
};

/**
 * Reseals, and digests again, everything that was not sealed or digested with the first key in SECRET_KEYS, in small
 * transactions that don't block other work. If interrupted, the next run continues. Values that no key opens stay as
 * they are.
 */
export async function reseal(): Promise<Reseal> {
  const kid = config().secretKeys[0]?.kid ?? "";
  const columns: Resealed[] = [];
  for (const column of sealedColumns) columns.push(await resealColumn(column, kid));
  return { columns, stillNeeded: (await kidsInUse()).filter((one) => one !== kid) };
}

/** Rows that are locked are left for the next round. */
async function resealColumn(column: SealedColumn, kid: string): Promise<Resealed> {
  const locked = new Set<string>();
  let done = 0;
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await sleep(betweenRoundsMs);
    done += await resealRound(column, kid, locked);
    if ((await countLeft(column, kid)) <= locked.size) break;
  }
  return { what: column.what, done, locked: locked.size };
}

async function resealRound(column: SealedColumn, kid: string, locked: Set<string>): Promise<number> {
  let done = 0;
  for (let after: string | null = ""; after !== null; ) {
    const some: Batch = await resealSome(column, kid, after, locked);
    done += some.done;
    after = some.last;
  }
  return done;
}

const sealedRow = row({ key: z.string(), sealed: z.string() });

type Row = z.output<typeof sealedRow>;
type Batch = { done: number; last: string | null };

async function resealSome(column: SealedColumn, kid: string, after: string, locked: Set<string>): Promise<Batch> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const found = await client.query(findOthers(column), [kid, after, batch]);
    const rows = typed(sealedRow, found.rows);
    const anew = rows.flatMap((one) => sealAnew(column, one, locked));
    await write(client, column, anew);
    await client.query("COMMIT");
    return { done: anew.length, last: rows.length === batch ? (rows.at(-1)?.key ?? null) : null };
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

type Anew = Row & { digest: string | null };

function sealAnew({ place, digest }: SealedColumn, { key, sealed }: Row, locked: Set<string>): Anew[] {
  try {
    const plain = unseal(sealed, place(key));
    return [{ key, sealed: seal(plain, place(key)), digest: digest === null ? null : secretDigest(plain) }];
  } catch {
    locked.add(key);
    return [];
  }
}

/** Rows sealed or digested with a key other than $1. */
function others({ sealed, digest }: SealedColumn): string {
  const named = [`split_part(${nameList([sealed])}, '.', 1) <> $1`];
  if (digest !== null) named.push(`split_part(${nameList([digest])}, ':', 1) <> $1`);
  return `${nameList([sealed])} IS NOT NULL AND (${named.join(" OR ")})`;
}

/** SKIP LOCKED, because waiting for locks could deadlock. */
const findOthers = (column: SealedColumn): string => `
  SELECT ${nameList([column.key])} AS "key", ${nameList([column.sealed])} AS "sealed" FROM ${nameList([column.table])}
   WHERE ${others(column)} AND ${nameList([column.key])} > $2
   ORDER BY ${nameList([column.key])} LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED`;

const leftRow = row({ left: z.number() });

async function countLeft(column: SealedColumn, kid: string): Promise<number> {
  const text = `SELECT count(*)::int AS "left" FROM ${nameList([column.table])} WHERE ${others(column)}`;
  const { rows } = await pool().query(text, [kid]);
  return typed(leftRow, rows)[0]?.left ?? 0;
}

async function write(client: pg.ClientBase, column: SealedColumn, rows: readonly Anew[]): Promise<void> {
  if (rows.length === 0) return;
  const digest = column.digest === null ? "" : `, ${nameList([column.digest])} = anew."digest"`;
  await client.query(
    `UPDATE ${nameList([column.table])} t SET ${nameList([column.sealed])} = anew."sealed"${digest}
       FROM unnest($1::text[], $2::text[], $3::text[]) AS anew("key", "sealed", "digest")
      WHERE t.${nameList([column.key])} = anew."key"`,
    [rows.map((one) => one.key), rows.map((one) => one.sealed), rows.map((one) => one.digest)],
  );
}

async function kidsInUse(): Promise<string[]> {
  const client = await pool().connect();
  try {
    return await findKids(client, await findTables(client));
  } finally {
    client.release();
  }
}
