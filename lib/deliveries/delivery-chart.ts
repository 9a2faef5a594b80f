import * as z from "zod";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { mostCharted } from "@/lib/deliveries/limits";
import { maySeeApps } from "@/lib/rights/rules";

/** The spans a chart can show, and the length of their intervals, in hours. */
const chartSpans = { "24h": { hours: 24, piece: 1 }, "7d": { hours: 168, piece: 6 } } as const;

export type ChartSpan = keyof typeof chartSpans;

/** Results of an interval's deliveries, and the durations of the successful attempts. */
export type ChartPiece = {
  /** Start of the interval, by the database's clock. */
  at: string;
  delivered: number;
  failed: number;
  /** Median and 95th percentile in milliseconds; null if nothing was delivered. */
  medianMs: number | null;
  slowMs: number | null;
};

export type DeliveryChart = {
  span: ChartSpan;
  pieces: ChartPiece[];
  /** Over the whole span. */
  all: Omit<ChartPiece, "at">;
  /** The span has 50,000 deliveries or more; only the newest 50,000 are included. */
  isPart: boolean;
};

const pieceRow = row({
  piece: z.number().nullable(),
  read: z.number(),
  delivered: z.number(),
  failed: z.number(),
  medianMs: z.number().nullable(),
  slowMs: z.number().nullable(),
});

const endRow = row({ end: z.date() });

/**
 * Success and latency of an app's deliveries over the last 24 hours or 7 days, by creation time. Reads at most the
 * newest 50,000. Null if the actor may not see apps; empty for another account's app.
 */
export async function deliveryChart(actor: Actor, appId: string, span: ChartSpan): Promise<DeliveryChart | null> {
  if (!maySeeApps(actor)) return null;
  const { hours, piece } = chartSpans[span];
  const [now, rows] = await Promise.all([
    db().$queryRaw`SELECT date_trunc('hour', now()) + interval '1 hour' AS "end"`,
    readRows(actor.accountId, appId, hours, piece),
  ]);
  const endMs = typed(endRow, now as unknown[])[0]?.end.getTime() ?? 0;
  const all = rows.find((one) => one.piece === null);
  const count = hours / piece;
  return {
    span,
    pieces: Array.from({ length: count }, (_, i) => {
      const at = new Date(endMs - (count - i) * piece * 3_600_000).toISOString();
      return { at, ...measured(rows.find((one) => one.piece === i)) };
    }),
    all: measured(all),
    isPart: all?.read === mostCharted,
  };
}

const measured = (one: z.output<typeof pieceRow> | undefined): Omit<ChartPiece, "at"> => ({
  delivered: one?.delivered ?? 0,
  failed: one?.failed ?? 0,
  medianMs: one?.medianMs ?? null,
  slowMs: one?.slowMs ?? null,
});

/** One row per interval with deliveries, and one for the whole span. */
async function readRows(accountId: string, appId: string, hours: number, piece: number) {
  const rows: unknown[] = await db().$queryRaw`
    WITH begin AS (SELECT date_trunc('hour', now()) + interval '1 hour' - make_interval(hours => ${hours}::int) AS "at"),
    read AS (
      SELECT floor(extract(epoch FROM d."createdAt" - begin."at") / (3600 * ${piece}::int))::int AS "piece", d."state", d."lastTookMs"
        FROM begin, LATERAL (
          SELECT "createdAt", "state", "lastTookMs" FROM "Delivery"
           WHERE "appId" = ${appId} AND "accountId" = ${accountId} AND "createdAt" >= begin."at"
           ORDER BY "createdAt" DESC, "id" DESC LIMIT ${mostCharted}) d)
    SELECT "piece", count(*)::int AS "read",
           count(*) FILTER (WHERE "state" = 'delivered')::int AS "delivered",
           count(*) FILTER (WHERE "state" = 'failed')::int AS "failed",
           percentile_disc(0.5) WITHIN GROUP (ORDER BY "lastTookMs") FILTER (WHERE "state" = 'delivered') AS "medianMs",
           percentile_disc(0.95) WITHIN GROUP (ORDER BY "lastTookMs") FILTER (WHERE "state" = 'delivered') AS "slowMs"
      FROM read GROUP BY GROUPING SETS (("piece"), ())`;
  return typed(pieceRow, rows);
}
