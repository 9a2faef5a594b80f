import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/scroll-region";

/** The time spans that a chart can show, with their labels. */
export const spanWords = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" } as const;

type Span = keyof typeof spanWords;

type ChartHeadProps<S extends Span> = {
  /** What the chart shows; `about` adds the most important figure. */
  title: string;
  about: ReactNode;
  span: S;
  /** The spans to choose from. */
  spans: readonly S[];
  /** The address of the same chart with this span. */
  addressOf: (span: S) => string;
};

/** A chart's caption, and links to its other spans. Goes inside a figure element. */
export function ChartHead<S extends Span>({ title, about, span, spans, addressOf }: ChartHeadProps<S>) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <figcaption className="min-w-0">
        <strong className="font-semibold">{title}</strong> <span className="text-sm text-ink-soft">{about}</span>
      </figcaption>
      <nav aria-label="Span of the chart" className="flex gap-3 text-sm">
        {spans.map((one) => (
          <Link
            key={one}
            href={addressOf(one)}
            aria-current={one === span || undefined}
            scroll={false}
            className="text-ink-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
          >
            {spanWords[one]}
          </Link>
        ))}
      </nav>
    </div>
  );
}

/** The time axis under the bars, from `begin` to now. */
export function ChartAxis({ begin }: { begin: ReactNode }) {
  return (
    <div className="mt-1 flex justify-between text-xs text-ink-faint">
      <span>{begin}</span>
      <span>now</span>
    </div>
  );
}

type ChartTableProps = {
  /** Accessible name of the scroll region. */
  label: string;
  /** Headings: the time column first, then one per figure. */
  columns: string[];
  rows: { key: string | number; at: ReactNode; figures: ReactNode[] }[];
};

/** The figures of a chart as a table that unfolds; nothing if there are no rows. */
export function ChartTable({ label, columns, rows }: ChartTableProps) {
  if (rows.length === 0) return null;
  return (
    <details className="mt-2 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-ink-soft hover:text-ink">As a table</summary>
      <ScrollRegion label={label} className="relative mt-2 overflow-x-auto">
        <table className="w-full max-w-xl text-left">
          <thead className="text-ink-soft">
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col" className="py-1 pr-4 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, at, figures }) => (
              <tr key={key}>
                <th scope="row" className="py-0.5 pr-4 font-normal whitespace-nowrap">
                  {at}
                </th>
                {figures.map((figure, i) => (
                  <td key={columns[i + 1]} className="pr-4">
                    {figure}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
