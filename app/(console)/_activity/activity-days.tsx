"use client";

import { useId, useSyncExternalStore } from "react";
import { Input } from "@/components/ui/input";
import type { ActivityFilter } from "@/lib/activity/filter";
import { Labelled, useFollowed } from "./activity-field";

const standsStill = () => () => undefined;
const readersZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

type Days = Pick<ActivityFilter, "from" | "to" | "zone">;
type DaysProps = { filter: Days; onChange: (change: Partial<Days>) => void };

/** Whole days in the reader's time zone; days in a shared address are in the zone that the address names. */
export function ActivityDays({ filter, onChange }: DaysProps) {
  const mine = useSyncExternalStore(standsStill, readersZone, () => "UTC");
  const zone = filter.from || filter.to ? (filter.zone ?? "UTC") : mine;
  const hint = useId();
  return (
    <div className="col-span-2 min-w-0">
      <div className="grid grid-cols-2 gap-3 sm:flex">
        {(["from", "to"] as const).map((end) => (
          <Labelled key={end} label={end === "from" ? "From" : "To"}>
            {(id) => (
              <DayInput
                id={id}
                aria-describedby={hint}
                day={filter[end]}
                onDay={(day) => onChange({ [end]: day, zone: mine })}
              />
            )}
          </Labelled>
        ))}
      </div>
      <p id={hint} className="mt-1 text-xs text-ink-faint">
        Days in {zone.replaceAll("_", " ")}
      </p>
    </div>
  );
}

type DayProps = { id: string; "aria-describedby": string; day: string | null; onDay: (day: string | null) => void };

/** Reports a day once its year has four digits, so that the year can be typed digit by digit. */
function DayInput({ day, onDay, ...field }: DayProps) {
  const [text, setText] = useFollowed(day ?? "");
  const settle = (value: string) => {
    if (value !== (day ?? "") && (value === "" || value >= "2000")) onDay(value || null);
  };
  return (
    <Input
      type="date"
      className="sm:w-40"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        settle(event.target.value);
      }}
      {...field}
    />
  );
}
