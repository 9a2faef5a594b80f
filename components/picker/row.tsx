"use client";

import { Lock } from "lucide-react";
import { memo, type ReactNode, useId } from "react";
import { cn } from "@/components/cn";
import { TickBox } from "@/components/picker/tick-box";
import { Badge, type Tone } from "@/components/ui/badge";

export type PickerItem = {
  id: string;
  title: string;
  /** Why it can't be selected; if set, its checkbox is disabled. */
  locked?: string;
  /** What can be done about the lock (a "Request access" button). */
  lockedAction?: ReactNode;
  badges?: { text: string; tone: Tone }[];
  /** Why it can't be changed here; if set, its checkbox is disabled. */
  fixed?: string;
};

type PickerRowProps = { item: PickerItem; on: boolean; onToggle: (id: string, on: boolean) => void };

/** One item. The checkbox is named by the id alone and described by the rest; the label covers the whole row. */
export const PickerRow = memo(function PickerRow({ item, on, onToggle }: PickerRowProps) {
  const domId = useId();
  const closed = item.locked !== undefined || item.fixed !== undefined;
  return (
    <li
      className={cn(
        "relative flex items-start gap-3 py-2 pr-5 max-sm:flex-wrap max-sm:gap-y-2 pl-12 [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto]",
        !closed && "hover:bg-hover",
      )}
    >
      <TickBox
        id={domId}
        tabIndex={-1}
        checked={on}
        disabled={closed}
        aria-describedby={`${domId}-about`}
        onChange={(event) => onToggle(item.id, event.target.checked)}
        className="relative z-1 mt-0.5"
      />
      <div className="min-w-0 grow max-sm:basis-4/5">
        <label
          htmlFor={domId}
          className={cn("font-mono text-sm break-all after:absolute after:inset-0", closed && "text-ink-soft")}
        >
          {item.id}
        </label>
        <About id={`${domId}-about`} item={item} />
      </div>
      {item.lockedAction && <div className="relative shrink-0 max-sm:ml-7">{item.lockedAction}</div>}
    </li>
  );
});

function About({ id, item }: { id: string; item: PickerItem }) {
  return (
    <div id={id} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
      <span className="min-w-0 break-words">{item.title}</span>
      {item.badges?.map((badge) => (
        <Badge key={badge.text} tone={badge.tone}>
          {badge.text}
        </Badge>
      ))}
      {item.fixed && <span className="basis-full text-ink-faint">{item.fixed}</span>}
      {item.locked && (
        <span className="flex basis-full items-start gap-1.5 text-warn">
          <Lock aria-hidden className="mt-1 size-3 shrink-0" />
          {item.locked}
        </span>
      )}
    </div>
  );
}
