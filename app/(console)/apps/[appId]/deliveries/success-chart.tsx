import { Bars } from "@/components/bars";
import { RelativeTime } from "@/components/relative-time";
import { Link } from "@/components/ui/link";
import type { ChartPiece, ChartSpan, DeliveryChart } from "@/lib/webhooks/delivery-chart";
import type { DeliveryFilter } from "@/lib/webhooks/delivery-filter";
import { deliveriesAddress, deliveriesPath } from "./deliveries-address";
import { msWords } from "./outcome-words";

type Props = { appId: string; chart: DeliveryChart; filter: DeliveryFilter };

const spanWords: Record<ChartSpan, string> = { "24h": "24 hours", "7d": "7 days" };

/** How deliveries went lately, and how quickly: two rows of bars, what they say in a sentence, and as a table. */
export function SuccessChart({ appId, chart, filter }: Props) {
  const { span, pieces, all } = chart;
  return (
    <figure aria-label="Success and latency" className="mb-6 rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <figcaption className="min-w-0">
          <strong className="font-semibold">{successWords(chart)}</strong>{" "}
          <span className="text-sm text-ink-soft">{latencyWords(all)}</span>
        </figcaption>
        <nav aria-label="Span of the chart" className="flex gap-3 text-sm">
          {(["24h", "7d"] as const).map((one) => (
            <Link
              key={one}
              href={deliveriesAddress(deliveriesPath(appId), filter, { span: one === "24h" ? null : one })}
              aria-current={one === span || undefined}
              scroll={false}
              className="text-ink-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
            >
              {spanWords[one]}
            </Link>
          ))}
        </nav>
      </div>
      <Bars stacks={pieces.map(outcomeHeights)} fills={["fill-good", "fill-bad"]} className="mt-3 h-12" />
      <Bars stacks={pieces.map(latencyHeights)} fills={["fill-accent", "fill-accent-line"]} className="mt-1.5 h-7" />
      <div className="mt-1 flex justify-between text-xs text-ink-faint">
        {pieces[0] && <RelativeTime at={pieces[0].at} />}
        <span>now</span>
      </div>
      <AsTable pieces={pieces} />
    </figure>
  );
}

function successWords({ span, all: { delivered, failed }, isPart }: DeliveryChart): string {
  const share = delivered + failed === 0 ? null : (100 * delivered) / (delivered + failed);
  // Not all is not "100 %", however little is missing.
  const percent = share === null ? "" : ` (${(Math.floor(share * 10) / 10).toLocaleString("en")} %)`;
  const of = isPart ? "of the newest 50,000" : `in ${spanWords[span]}`;
  return `${delivered.toLocaleString("en")} delivered${percent}, ${failed.toLocaleString("en")} failed ${of}`;
}

const latencyWords = ({ medianMs, slowMs }: DeliveryChart["all"]): string =>
  medianMs === null || slowMs === null
    ? ""
    : `Half took at most ${msWords(medianMs)}, 95 of 100 at most ${msWords(slowMs)}.`;

/** Two stacked heights of a piece, in any unit. */
type Heights = (piece: ChartPiece) => [number, number];

const outcomeHeights: Heights = ({ delivered, failed }) => [delivered, failed];

const latencyHeights: Heights = ({ medianMs, slowMs }) => [medianMs ?? 0, (slowMs ?? 0) - (medianMs ?? 0)];

function AsTable({ pieces }: { pieces: ChartPiece[] }) {
  const some = pieces.filter(({ delivered, failed }) => delivered + failed > 0);
  if (some.length === 0) return null;
  return (
    <details className="mt-2 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-ink-soft hover:text-ink">As a table</summary>
      <table className="mt-2 w-full max-w-xl text-left">
        <thead className="text-ink-soft">
          <tr>
            {["From", "Delivered", "Failed", "Half within", "95 of 100 within"].map((name) => (
              <th key={name} scope="col" className="py-1 pr-4 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {some.map(({ at, delivered, failed, medianMs, slowMs }) => (
            <tr key={at}>
              <th scope="row" className="py-0.5 pr-4 font-normal">
                <RelativeTime at={at} />
              </th>
              <td className="pr-4">{delivered}</td>
              <td className="pr-4">{failed}</td>
              <td className="pr-4">{medianMs === null ? "–" : msWords(medianMs)}</td>
              <td>{slowMs === null ? "–" : msWords(slowMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
