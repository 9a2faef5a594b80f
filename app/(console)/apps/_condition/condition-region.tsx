"use client";

import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useDayWords } from "@/components/clock-time";
import { Link } from "@/components/ui/link";
import { type Condition, concernWords, conditionText, faultWords } from "@/lib/condition/condition-rules";

type Props = { appId: string; condition: Condition; now: Date; mayEdit: boolean };

type Remedy = { remedy: string; path: string };

/** Whether the app works; if not, why and what to do; and what needs attention soon. */
export function ConditionRegion({ appId, condition, now, mayEdit }: Props) {
  const calendar = { day: useDayWords(), now };
  const [first, ...others] = condition.faults.map((fault) => faultWords(fault, calendar));
  const concerns = condition.concerns.map((concern) => concernWords(concern, calendar));
  const line = (symbol: ReactNode, said: ReactNode, way?: Remedy) => (
    <>
      <span className="inline-flex min-w-0 items-baseline gap-1.5">
        <span aria-hidden className="shrink-0 self-center [&_svg]:size-4">
          {symbol}
        </span>
        {said}
      </span>
      {way && mayEdit && (
        <Link href={`/apps/${appId}/${way.path}`} className="link text-sm">
          {way.remedy}
        </Link>
      )}
    </>
  );
  const text = (
    <section aria-label="Condition" className={isBroken(condition) ? "font-medium text-bad" : "text-ink-soft"}>
      {conditionText(condition, calendar)}
    </section>
  );
  return (
    <div className="mt-2.5 space-y-1 *:flex *:flex-wrap *:items-baseline *:gap-x-3 *:gap-y-0.5">
      <div>{line(symbolOf(condition), text, first)}</div>
      {others.map((other) => (
        <p key={other.text}>
          {line(<CircleX className="text-bad" />, <span className="text-bad">Also: {other.text}</span>, other)}
        </p>
      ))}
      {concerns.map((concern) => (
        <p key={concern.text}>
          {line(
            <TriangleAlert className="text-warn" />,
            <span className="text-ink-soft">{concern.text}</span>,
            concern,
          )}
        </p>
      ))}
    </div>
  );
}

/** An app that no one has activated isn't broken, so it is no alarm. */
const isBroken = ({ faults: [first] }: Condition): boolean => first !== undefined && first.code !== "not-activated";

function symbolOf(condition: Condition): ReactNode {
  if (isBroken(condition)) return <CircleX className="text-bad" />;
  if (condition.faults.length > 0) return <CircleDashed className="text-ink-faint" />;
  return <CircleCheck className="text-good" />;
}
