import { performance } from "node:perf_hooks";
import { config } from "@/lib/config";
import { pool } from "@/lib/db";
import { sharedQuery } from "@/lib/tokens/shared-query";

const perSeconds = 60;
const mostKeptClients = 10_000;
const closedUntil = new Map<string, number>();
let asked = 0;

/**
 * Counts one token that a client is about to get, for all servers of this database and by its clock: the first one
 * opens a minute, after which counting begins anew (TOKEN_RATE_PER_CLIENT). Tokens asked for at once share a statement.
 * @returns the seconds to wait, 0 while the client may have the token
 */
export async function spendToken(clientId: string): Promise<number> {
  if (config().tokenRatePerClient === null) return 0;
  const wait = secondsUntil(closedUntil.get(clientId) ?? 0);
  // Each is to be counted, also when several ask for the same client: the number makes them different.
  return wait > 0 ? wait : ((await countToken(`${clientId} ${asked++}`)) ?? 0);
}

type Counted = { clientId: string; before: number; leftMs: number };

const countToken = sharedQuery<number>(async (keys) => {
  const waiting = byClient(keys);
  const counted = await countAll(waiting);
  const limit = config().tokenRatePerClient ?? Number.POSITIVE_INFINITY;
  const waits = new Map<string, number>();
  for (const { clientId, before, leftMs } of counted) {
    const theirs = waiting.get(clientId) ?? [];
    const left = Math.max(0, limit - before);
    if (theirs.length > left) close(clientId, leftMs);
    for (const key of theirs.slice(left)) waits.set(key, Math.max(1, Math.ceil(leftMs / 1000)));
  }
  return waits;
});

function byClient(keys: readonly string[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const key of keys) {
    const [clientId = ""] = key.split(" ", 1);
    grouped.set(clientId, [...(grouped.get(clientId) ?? []), key]);
  }
  return grouped;
}

// Every server locks the rows in the same order, so that none waits for another in a circle.
const addAll = `
  INSERT INTO "Throttle" AS t ("key", "points", "expire")
  SELECT 'tokens:' || "clientId", "wanted", "now" + $3::bigint
    FROM unnest($1::text[], $2::int[]) AS asked("clientId", "wanted"),
         (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "now") clock
   ORDER BY "clientId"
  ON CONFLICT ("key") DO UPDATE
    SET "points" = CASE WHEN t."expire" <= excluded."expire" - $3::bigint THEN excluded."points"
                        ELSE t."points" + excluded."points" END,
        "expire" = CASE WHEN t."expire" <= excluded."expire" - $3::bigint THEN excluded."expire" ELSE t."expire" END
  RETURNING "key", "points", "expire" - (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "leftMs"`;

async function countAll(waiting: ReadonlyMap<string, readonly string[]>): Promise<Counted[]> {
  const clients = [...waiting.keys()];
  const wanted = clients.map((clientId) => waiting.get(clientId)?.length ?? 0);
  const { rows } = await pool().query<{ key: string; points: number; leftMs: string }>({
    name: "count-tokens",
    text: addAll,
    values: [clients, wanted, perSeconds * 1000],
  });
  return rows.map(({ key, points, leftMs }) => {
    const clientId = key.slice(key.indexOf(":") + 1);
    return { clientId, before: points - (waiting.get(clientId)?.length ?? 0), leftMs: Number(leftMs) };
  });
}

/** Whoever has to wait is not counted meanwhile. */
function close(clientId: string, leftMs: number): void {
  if (closedUntil.size >= mostKeptClients) closedUntil.clear();
  closedUntil.set(clientId, performance.now() + leftMs);
}

const secondsUntil = (momentMs: number): number => Math.max(0, Math.ceil((momentMs - performance.now()) / 1000));
