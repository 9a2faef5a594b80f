/** The entries of one calendar day; `day` is its heading. */
export type Day<Entry> = { day: string; entries: Entry[] };

/**
 * Groups entries, which come newest first, by calendar day in `timeZone` (an IANA name; the reader's by default).
 * The day of `now` is "Today", the day before "Yesterday", any other "Sunday 22 November 2026".
 */
export function byDay<Entry extends { at: Date }>(entries: Entry[], now: Date, timeZone?: string): Day<Entry>[] {
  const days: Day<Entry>[] = [];
  for (const entry of entries) {
    const day = dayWords(entry.at, now, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

function dayWords(at: Date, now: Date, timeZone?: string): string {
  const daysAgo = dayNumber(now, timeZone) - dayNumber(at, timeZone);
  if (daysAgo === 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  const { weekday, day, month, year } = partsOf(at, { weekday: "long", month: "long" }, timeZone);
  return `${weekday} ${day} ${month} ${year}`;
}

/** The calendar day of `at` in the time zone, as days since the epoch. */
function dayNumber(at: Date, timeZone?: string): number {
  const { day, month, year } = partsOf(at, { month: "numeric" }, timeZone);
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
}

/** Formatted in parts because Node and browsers put different punctuation between them. */
function partsOf(at: Date, options: Intl.DateTimeFormatOptions, timeZone?: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", year: "numeric", ...options, timeZone });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
