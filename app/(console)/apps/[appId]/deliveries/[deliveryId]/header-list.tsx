/** Headers from a JSON column; entries that aren't strings are skipped. */
export const headersOf = (kept: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(kept && typeof kept === "object" ? kept : {}).filter(
      (header): header is [string, string] => typeof header[1] === "string",
    ),
  );

/** Header fields, one per line, sorted by name. */
export function HeaderList({ label, headers }: { label: string; headers: Record<string, string> }) {
  const fields = Object.entries(headers).sort(([a], [b]) => a.localeCompare(b, "en"));
  if (fields.length === 0) return null;
  return (
    <dl
      aria-label={label}
      className="mt-2 grid gap-x-4 gap-y-0.5 font-mono text-sm sm:grid-cols-[max-content_minmax(0,1fr)]"
    >
      {fields.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft max-sm:mt-1">{name}</dt>
          <dd className="min-w-0 break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
