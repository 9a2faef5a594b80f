"use client";

import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useDayWords } from "@/components/clock-time";
import { Link } from "@/components/ui/link";
import { type Condition, concernWords, conditionText, faultWords } from "@/lib/condition/condition-rules";

type Props = { appId: string; condition: Condition; now: Date; mayEdit: boolean };

/** Whether the app works; if not, why and what to do; and what needs attention soon. */
export function ConditionRegion({ appId, condition, now, mayEdit }: Props) {
  const calendar = { day: useDayWords(), now };
  const [first, ...others] = condition.faults.map((fault) => faultWords(fault, calendar));
  const concerns = condition.concerns.map((concern) => concernWords(concern, calendar));
  const remedy = ({ remedy: text, path }: { remedy: string; path: string }) =>
    mayEdit && (
      <Link href={`/apps/${appId}/${path}`} className="link text-sm">
        {text}
      </Link>
    );
  return (
    <div className="mt-2.5 space-y-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <section aria-label="Condition">
          <Said symbol={first ? <CircleX className="text-bad" /> : <CircleCheck className="text-good" />}>
            <span className={first ? "font-medium text-bad" : "text-ink-soft"}>
              {conditionText(condition, calendar)}
            </span>
          </Said>
        </section>
        {first && remedy(first)}
      </div>
      {others.map((other) => (
        <p key={other.text} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <Said symbol={<CircleX className="text-bad" />}>
            <span className="text-bad">Also: {other.text}</span>
          </Said>
          {remedy(other)}
        </p>
      ))}
      {concerns.map((concern) => (
        <p key={concern.text} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <Said symbol={<TriangleAlert className="text-warn" />}>
            <span className="text-ink-soft">{concern.text}</span>
          </Said>
          {remedy(concern)}
        </p>
      ))}
    </div>
  );
}

const Said = ({ symbol, children }: { symbol: ReactNode; children: ReactNode }) => (
  <span className="inline-flex min-w-0 items-baseline gap-1.5">
    <span aria-hidden className="shrink-0 self-center [&_svg]:size-4">
      {symbol}
    </span>
    {children}
  </span>
);
