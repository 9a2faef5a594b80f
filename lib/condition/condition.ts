import type { Actor } from "@/lib/auth/actor";
import {
  type ConcernCode,
  type Condition,
  type FaultCode,
  faultCodes,
  type Sign,
} from "@/lib/condition/condition-rules";
import { conditionColumns, firstFault } from "@/lib/condition/condition-sql";
import { pool } from "@/lib/database/db";

type Sent<Code extends string> = Omit<Sign<Code>, "since"> & { since: string | null };
type Row = { id: string; faults: Sent<FaultCode>[]; concerns: Sent<ConcernCode>[] };

/** The conditions of these apps, by ID: of the actor's account, and not of removed ones. */
export async function findConditions(actor: Actor, appIds: readonly string[]): Promise<Map<string, Condition>> {
  if (appIds.length === 0) return new Map();
  const { rows } = await pool().query<Row>(
    `SELECT a."id", ${conditionColumns} FROM "App" a
      WHERE a."id" = ANY($1) AND a."accountId" = $2 AND a."removedAt" IS NULL`,
    [appIds, actor.accountId],
  );
  return new Map(rows.map(({ id, faults, concerns }) => [id, { faults: read(faults), concerns: read(concerns) }]));
}

const read = <Code extends string>(signs: Sent<Code>[]): Sign<Code>[] =>
  signs.map((sign) => ({ ...sign, since: sign.since === null ? null : new Date(sign.since) }));

export type ConditionCount = { condition: FaultCode | "working"; count: number };

/**
 * How many apps of the whole installation work, and how many have which first fault. Removed apps aren't counted.
 * `timeoutMs`: an error after that.
 */
export async function countConditions(timeoutMs: number): Promise<ConditionCount[]> {
  const query = {
    text: `SELECT coalesce(${firstFault}, 'working') AS "condition", count(*)::int AS "count"
             FROM "App" a WHERE a."removedAt" IS NULL GROUP BY 1`,
    query_timeout: timeoutMs,
  };
  const { rows } = await pool().query<ConditionCount>(query);
  const counts = new Map(rows.map(({ condition, count }) => [condition, count]));
  return (["working", ...faultCodes] as const).map((condition) => ({ condition, count: counts.get(condition) ?? 0 }));
}
