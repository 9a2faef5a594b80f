import { Bars } from "@/components/bars";
import { ChartAxis, ChartHead, ChartTable } from "@/components/chart";
import { ClockTime } from "@/components/clock-time";
import { RelativeTime } from "@/components/relative-time";
import { Link } from "@/components/ui/link";
import { barsOf, type Span, type UsageHour } from "@/lib/usage/rules";
import { usageAddress } from "./usage-address";

type Total = Omit<UsageHour, "at">;
type Props = { appId: string; span: Span; hours: UsageHour[]; total: Total; lastTokenAt: Date | null; now: string };

/** Tokens and denied requests per hour or, in the longest span, per day: as figures, bars and a table. */
export function UsageChart({ appId, span, hours, total, lastTokenAt, now }: Props) {
  const bars = barsOf(hours, span);
  const most = Math.max(...bars.map(({ tokens }) => tokens));
  const unit = span === "30d" ? "day" : "hour";
  return (
    <figure aria-label={`Tokens per ${unit}`} className="rounded-lg border bg-surface">
      <Figures total={total} />
      <div className="px-4 pt-3 pb-3">
        <ChartHead
          title={`Tokens per ${unit}`}
          about={
            <>
              {most > 0 && `${count(most)} at most. `}
              <LastToken at={lastTokenAt} now={now} />
            </>
          }
          span={span}
          spans={["24h", "7d", "30d"]}
          addressOf={(one) => usageAddress(appId, { span: one })}
        />
        <Bars stacks={bars.map(({ tokens }) => [tokens])} fills={["fill-accent"]} className="mt-3 h-24" />
        {total.refusals > 0 && (
          <>
            <p className="mt-3 text-sm text-ink-soft">Denied requests per {unit}</p>
            <Bars stacks={bars.map(({ refusals }) => [refusals])} fills={["fill-bad"]} className="mt-1.5 h-8" />
          </>
        )}
        <ChartAxis begin={bars[0] && <ClockTime at={bars[0].at} />} />
        <ChartTable
          label={span === "30d" ? "Day by day" : "Hour by hour"}
          columns={[span === "30d" ? "24 hours from" : "Hour from", "Tokens", "Calls", "Introspections", "Denied"]}
          rows={bars.filter(isBusy).reverse().map(rowOf)}
        />
      </div>
    </figure>
  );
}

function LastToken({ at, now }: { at: Date | null; now: string }) {
  if (!at) return "No token yet.";
  return (
    <>
      Last token: <RelativeTime at={at} now={now} />.
    </>
  );
}

const count = (value: number): string => value.toLocaleString("en");

function Figures({ total }: { total: Total }) {
  const figures = [
    { label: "Tokens", value: total.tokens },
    { label: "Calls of /v2", value: total.calls, href: "#scopes" },
    { label: "Introspections", value: total.introspections, href: "#scopes" },
    { label: "Denied requests", value: total.refusals, href: "#refused" },
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

const figuresOf = ({ tokens, calls, introspections, refusals }: UsageHour): number[] => [
  tokens,
  calls,
  introspections,
  refusals,
];

const isBusy = (hour: UsageHour): boolean => figuresOf(hour).some((figure) => figure > 0);

const rowOf = (hour: UsageHour) => ({
  key: hour.at.getTime(),
  at: <ClockTime at={hour.at} />,
  figures: figuresOf(hour).map(count),
});
