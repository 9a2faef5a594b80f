import { performance } from "node:perf_hooks";
import { config } from "@/lib/config";
import { pool } from "@/lib/db";
import { coalesce } from "@/lib/tokens/coalesce";

const perSeconds = 60;
const mostKeptClients = 10_000;
/** `before`: how many were counted in the running minute before those asked for now. */
type Counted = { before: number; leftMs: number };

const closedUntil = new Map<string, number>();

/**
 * Counts one token that a client is about to get, for all servers of this database and by its clock: the first one
 * opens a minute, after which counting begins anew (TOKEN_RATE_PER_CLIENT). Tokens asked for at once share a statement.
 * @returns the seconds to wait, 0 while the client may have the token
 */
export async function spendToken(clientId: string): Promise<number> {
  const wait = secondsUntil(closedUntil.get(clientId) ?? 0);
  return wait > 0 ? wait : countToken(clientId);
}

/** Each is counted, also when several are for the same client: whoever asked first gets what is left. */
const countToken = coalesce<string, number>(async (clientIds) => {
  const counted = await countAll(numbersOf(clientIds));
  const limit = config().tokenRatePerClient ?? Number.POSITIVE_INFINITY;
  return clientIds.map((clientId) => {
    const count = counted.get(clientId);
    if (!count || count.before++ < limit) return 0;
    close(clientId, count.leftMs);
    return Math.max(1, Math.ceil(count.leftMs / 1000));
  });
});

function numbersOf(clientIds: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const clientId of clientIds) numbers.set(clientId, (numbers.get(clientId) ?? 0) + 1);
  return numbers;
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

async function countAll(wanted: ReadonlyMap<string, number>): Promise<Map<string, Counted>> {
  const { rows } = await pool().query<{ key: string; points: number; leftMs: string }>({
    name: "count-tokens",
    text: addAll,
    values: [[...wanted.keys()], [...wanted.values()], perSeconds * 1000],
  });
  return new Map(
    rows.map(({ key, points, leftMs }) => {
      const clientId = key.slice(key.indexOf(":") + 1);
      return [clientId, { before: points - (wanted.get(clientId) ?? 0), leftMs: Number(leftMs) }];
    }),
  );
}

/** Whoever has to wait is not counted meanwhile. */
function close(clientId: string, leftMs: number): void {
  if (closedUntil.size >= mostKeptClients) closedUntil.clear();
  closedUntil.set(clientId, performance.now() + leftMs);
}

const secondsUntil = (momentMs: number): number => Math.max(0, Math.ceil((momentMs - performance.now()) / 1000));
