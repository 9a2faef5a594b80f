import { Bars } from "@/components/bars";
import { ChartAxis, ChartHead, ChartTable, spanWords } from "@/components/chart";
import { ClockTime } from "@/components/clock-time";
import type { ChartPiece, DeliveryChart } from "@/lib/deliveries/delivery-chart";
import type { DeliveryFilter } from "@/lib/deliveries/delivery-filter";
import { mostCharted } from "@/lib/deliveries/limits";
import { deliveriesAddress, deliveriesPath } from "./deliveries-address";
import { msWords } from "./outcome-words";

type Props = { appId: string; chart: DeliveryChart; filter: DeliveryFilter };

/** Recent success and latency of deliveries: as two rows of bars, in sentences and as a table. */
export function SuccessChart({ appId, chart, filter }: Props) {
  const { span, pieces, all } = chart;
  return (
    <figure aria-label="Success and latency" className="mb-6 rounded-lg border bg-surface px-4 py-3">
      <ChartHead
        title={successWords(chart)}
        about={latencyWords(all)}
        span={span}
        spans={["24h", "7d"]}
        addressOf={(one) => deliveriesAddress(deliveriesPath(appId), filter, { span: one === "24h" ? null : one })}
      />
      <Bars stacks={pieces.map(outcomeHeights)} fills={["fill-good", "fill-bad"]} className="mt-3 h-12" />
      <Bars stacks={pieces.map(latencyHeights)} fills={["fill-accent", "fill-accent-line"]} className="mt-1.5 h-7" />
      <ChartAxis begin={pieces[0] && <ClockTime at={pieces[0].at} />} />
      <ChartTable
        label="Success and latency in figures"
        columns={["From", "Delivered", "Failed", "p50", "p95"]}
        rows={pieces.filter(({ delivered, failed }) => delivered + failed > 0).map(rowOf)}
      />
    </figure>
  );
}

function successWords({ span, all: { delivered, failed }, isPart }: DeliveryChart): string {
  const share = delivered + failed === 0 ? null : (100 * delivered) / (delivered + failed);
  // Rounded down: 100% only if every delivery succeeded.
  const percent = share === null ? "" : ` (${(Math.floor(share * 10) / 10).toLocaleString("en")}%)`;
  const of = isPart ? `of the newest ${mostCharted.toLocaleString("en")}` : `in ${spanWords[span]}`;
  return `${delivered.toLocaleString("en")} delivered${percent}, ${failed.toLocaleString("en")} failed ${of}`;
}

const latencyWords = ({ medianMs, slowMs }: DeliveryChart["all"]): string =>
  medianMs === null || slowMs === null ? "" : `Median ${msWords(medianMs)} · 95th percentile ${msWords(slowMs)}`;

/** Two stacked heights of a piece, in any unit. */
type Heights = (piece: ChartPiece) => [number, number];

const outcomeHeights: Heights = ({ delivered, failed }) => [delivered, failed];

const latencyHeights: Heights = ({ medianMs, slowMs }) => [medianMs ?? 0, (slowMs ?? 0) - (medianMs ?? 0)];

const rowOf = ({ at, delivered, failed, medianMs, slowMs }: ChartPiece) => ({
  key: at,
  at: <ClockTime at={at} />,
  figures: [delivered, failed, ...[medianMs, slowMs].map((ms) => (ms === null ? "–" : msWords(ms)))],
});
