import { Bars } from "@/components/bars";
import { ClockTime } from "@/components/clock-time";
import { RelativeTime } from "@/components/relative-time";
import { Link } from "@/components/ui/link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Span, UsageHour } from "@/lib/usage/rules";
import { usageAddress } from "./usage-address";

type Total = Omit<UsageHour, "at">;
type Props = { appId: string; span: Span; hours: UsageHour[]; total: Total; lastTokenAt: Date | null; now: string };

const spanWords: Record<Span, string> = { "24h": "24 hours", "7d": "7 days" };

/** Tokens by the hour, and what was refused: in figures, as bars and as a table. */
export function UsageChart({ appId, span, hours, total, lastTokenAt, now }: Props) {
  const most = Math.max(...hours.map(({ tokens }) => tokens));
  return (
    <figure aria-label="Tokens per hour" className="rounded-lg border bg-surface">
      <Figures total={total} />
      <div className="px-4 pt-3 pb-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <figcaption className="min-w-0">
            <strong className="font-semibold">Tokens per hour</strong>{" "}
            <span className="text-sm text-ink-soft">
              {most > 0 && `${count(most)} at the most. `}
              {lastTokenAt ? (
                <>
                  Last token: <RelativeTime at={lastTokenAt} now={now} />.
                </>
              ) : (
                "No token yet."
              )}
            </span>
          </figcaption>
          <Spans appId={appId} span={span} />
        </div>
        <Bars stacks={hours.map(({ tokens }) => [tokens])} fills={["fill-accent"]} className="mt-3 h-24" />
        {total.refusals > 0 && (
          <>
            <p className="mt-3 text-sm text-ink-soft">Refused per hour</p>
            <Bars stacks={hours.map(({ refusals }) => [refusals])} fills={["fill-bad"]} className="mt-1.5 h-8" />
          </>
        )}
        <div className="mt-1 flex justify-between text-xs text-ink-faint">
          {hours[0] && <ClockTime at={hours[0].at} />}
          <span>now</span>
        </div>
        <AsTable hours={hours} />
      </div>
    </figure>
  );
}

const count = (value: number): string => value.toLocaleString("en");

function Figures({ total }: { total: Total }) {
  const figures = [
    { label: "Tokens", value: total.tokens },
    { label: "Calls of /v2", value: total.calls, href: "#scopes" },
    { label: "Introspections", value: total.introspections, href: "#scopes" },
    { label: "Refused", value: total.refusals, href: "#refused" },
  ];
  return (
    <dl className="grid grid-cols-2 border-b sm:grid-cols-4 sm:divide-x">
      {figures.map(({ label, value, href }) => (
        <div key={label} className="px-4 py-3 max-sm:nth-[n+3]:border-t max-sm:even:border-l">
          <dt className="text-sm text-ink-soft">{label}</dt>
          <dd className="mt-0.5 text-xl font-semibold tracking-tight">
            {href && value > 0 ? (
              <Link href={href} className="rounded-sm decoration-line-strong underline-offset-4 hover:underline">
                {count(value)}
              </Link>
            ) : (
              count(value)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Spans({ appId, span }: Pick<Props, "appId" | "span">) {
  return (
    <nav aria-label="Span of the chart" className="flex gap-3 text-sm">
      {(["24h", "7d"] as const).map((one) => (
        <Link
          key={one}
          href={usageAddress(appId, { span: one })}
          aria-current={one === span || undefined}
          scroll={false}
          className="text-ink-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
        >
          {spanWords[one]}
        </Link>
      ))}
    </nav>
  );
}

const columns = ["tokens", "calls", "introspections", "refusals"] as const;

function AsTable({ hours }: { hours: UsageHour[] }) {
  const some = hours.filter((hour) => columns.some((column) => hour[column] > 0)).reverse();
  if (some.length === 0) return null;
  return (
    <details className="mt-2 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-ink-soft hover:text-ink">As a table</summary>
      <ScrollRegion label="Hour by hour" className="relative mt-2 max-h-72 overflow-auto">
        <table className="w-full max-w-xl text-left">
          <thead className="sticky top-0 bg-surface text-ink-soft">
            <tr>
              {["Hour from", "Tokens", "Calls", "Introspections", "Refused"].map((name) => (
                <th key={name} scope="col" className="py-1 pr-4 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {some.map((hour) => (
              <tr key={hour.at.getTime()}>
                <th scope="row" className="py-0.5 pr-4 font-normal whitespace-nowrap">
                  <ClockTime at={hour.at} />
                </th>
                {columns.map((column) => (
                  <td key={column} className="pr-4">
                    {count(hour[column])}
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
