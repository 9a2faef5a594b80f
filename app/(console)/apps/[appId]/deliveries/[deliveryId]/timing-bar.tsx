import { msWords } from "../outcome-words";

type Timings = { dns?: number; connect?: number; tls?: number; firstByte?: number; total: number };

const stages = [
  { name: "dns", label: "Name", className: "bg-line-strong" },
  { name: "connect", label: "Connection", className: "bg-accent-line" },
  { name: "tls", label: "TLS", className: "bg-accent" },
  { name: "firstByte", label: "Wait", className: "bg-warn-line" },
] as const;

/** Milliseconds per stage, from a JSON column; a missing total is 0. */
export function timingsOf(kept: unknown): Timings {
  const timings = (kept ?? {}) as Partial<Timings>;
  return { ...timings, total: timings.total ?? 0 };
}

/** How long each stage of an attempt took, as a bar and in words. */
export function TimingBar({ timings }: { timings: Timings }) {
  const known = stages.flatMap(({ name, ...stage }) => {
    const ms = timings[name];
    return ms === undefined ? [] : [{ ...stage, ms }];
  });
  const restMs = timings.total - known.reduce((sum, { ms }) => sum + ms, 0);
  const rest = timings.firstByte === undefined ? "No answer" : "Answer";
  const parts = [...known, ...(restMs >= 1 ? [{ label: rest, className: "bg-warn", ms: restMs }] : [])];
  return (
    <div>
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken">
        {parts.map(({ label, className, ms }) => (
          <span
            key={label}
            className={className}
            style={{ flexGrow: Math.max(ms, timings.total / 200), flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
        {parts.map(({ label, className, ms }) => (
          <li key={label} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-full ${className}`} />
            {label} {msWords(ms)}
          </li>
        ))}
        <li className="font-medium text-ink">Total {msWords(timings.total)}</li>
      </ul>
    </div>
  );
}
