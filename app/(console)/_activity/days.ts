/** Entries that fall on one calendar day, with the day in words. */
export type Day<Entry> = { day: string; entries: Entry[] };

/**
 * Groups entries, newest first, by the calendar day they fall on in the zone (an IANA name; the reader's own by default).
 * The day of `now` is "Today", the one before "Yesterday", any other "Sunday 22 November 2026".
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

/** Days since the epoch of the calendar day that the moment falls on in the zone. */
function dayNumber(at: Date, timeZone?: string): number {
  const { day, month, year } = partsOf(at, { month: "numeric" }, timeZone);
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
}

/** Parts, not a whole: what stands between them differs between the server's and the browser's tables. */
function partsOf(at: Date, options: Intl.DateTimeFormatOptions, timeZone?: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", year: "numeric", ...options, timeZone });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
