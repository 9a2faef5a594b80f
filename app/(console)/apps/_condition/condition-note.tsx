"use client";

import { useDayWords } from "@/components/clock-time";
import { Link } from "@/components/ui/link";
import { type Condition, concernWords, conditionText, faultWords } from "@/lib/condition/condition-rules";

type Props = { appId: string; condition: Condition; now: Date };

/**
 * A line in a list: why an activated app doesn't work, or the first thing that needs attention. Usually nothing. A
 * pending transfer has a line of its own.
 */
export function ConditionNote({ appId, condition, now }: Props) {
  const calendar = { day: useDayWords(), now };
  const [fault] = condition.faults;
  const concern = condition.concerns.find(({ code }) => code !== "transfer-pending");
  if (fault?.code === "not-activated" || (!fault && !concern)) return null;
  const words = fault ? faultWords(fault, calendar) : concern && concernWords(concern, calendar);
  return (
    <p className="mt-1 text-sm">
      <Link
        href={`/apps/${appId}/${words?.path}`}
        title={words?.remedy}
        className={
          fault ? "text-bad underline decoration-bad-line underline-offset-3 hover:decoration-current" : "link"
        }
      >
        {fault ? conditionText(condition, calendar) : words?.text}
      </Link>
    </p>
  );
}
