import * as z from "zod";
import type { Actor } from "@/lib/auth/actor";
import { type Condition, concernCodes, faultCodes } from "@/lib/condition/condition-rules";
import { conditionColumns, firstFault } from "@/lib/condition/condition-sql";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

const sent = <Code extends string>(codes: readonly Code[]) =>
  z.array(
    z.object({
      code: z.enum(codes),
      since: z.string().nullable(),
      detail: z.string().nullable(),
      count: z.number().nullable(),
    }),
  );

const conditionRow = row({ id: z.string(), faults: sent(faultCodes), concerns: sent(concernCodes) });

/** The conditions of these apps, by ID: of the actor's account, and not of removed ones. */
export async function findConditions(actor: Actor, appIds: readonly string[]): Promise<Map<string, Condition>> {
  if (appIds.length === 0) return new Map();
  const { rows } = await pool().query(
    `SELECT a."id", ${conditionColumns} FROM "App" a
      WHERE a."id" = ANY($1) AND a."accountId" = $2 AND a."removedAt" IS NULL`,
    [appIds, actor.accountId],
  );
  const found = typed(conditionRow, rows);
  return new Map(
    found.map(({ id, faults, concerns }) => [id, { faults: faults.map(read), concerns: concerns.map(read) }]),
  );
}

const read = <Sent extends { since: string | null }>(sign: Sent) => ({
  ...sign,
  since: sign.since === null ? null : new Date(sign.since),
});

const countRow = row({ condition: z.enum(["working", ...faultCodes]), count: z.number() });

/**
 * How many apps of the whole installation work, and how many have which first fault. Removed apps aren't counted.
 * `timeoutMs`: an error after that.
 */
export async function countConditions(timeoutMs: number): Promise<z.output<typeof countRow>[]> {
  const query = {
    text: `SELECT coalesce(${firstFault}, 'working') AS "condition", count(*)::int AS "count"
             FROM "App" a WHERE a."removedAt" IS NULL GROUP BY 1`,
    query_timeout: timeoutMs,
  };
  const { rows } = await pool().query(query);
  const counts = new Map(typed(countRow, rows).map(({ condition, count }) => [condition, count]));
  return (["working", ...faultCodes] as const).map((condition) => ({ condition, count: counts.get(condition) ?? 0 }));
}
