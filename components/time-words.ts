const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A time relative to `now`: "just now", "5 minutes ago", "today 11:36", "yesterday 09:12", "12 Nov 2026"; in the future
 * "in 5 minutes", "today 18:00", "tomorrow 09:12". `timeZone` is an IANA name and defaults to the reader's.
 */
export function timeWords(at: Date, now: Date, timeZone?: string): string {
  const ahead = at.getTime() - now.getTime();
  if (Math.abs(ahead) < MINUTE) return "just now";
  if (Math.abs(ahead) < HOUR) return minuteWords(ahead);
  const clock = format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  if (days === 0) return `today ${clock}`;
  if (days === -1) return `yesterday ${clock}`;
  if (days === 1) return `tomorrow ${clock}`;
  return dayWords(at, timeZone);
}

/** The time to the second, with its zone: "12 Nov 2026, 11:36:05 UTC". */
export function exactTime(at: Date, timeZone?: string): string {
  return format(at, { dateStyle: "medium", timeStyle: "long", hourCycle: "h23" }, timeZone);
}

/** The calendar day: "12 Nov 2026". */
export const dayWords = (at: Date, timeZone?: string): string =>
  format(at, { day: "numeric", month: "short", year: "numeric" }, timeZone);

/** Day and time to the minute: "12 Nov, 11:36". */
export function dayAndClock(at: Date, timeZone?: string): string {
  return format(at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
}

function minuteWords(ahead: number): string {
  const minutes = Math.floor(Math.abs(ahead) / MINUTE);
  const count = minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return ahead > 0 ? `in ${count}` : `${count} ago`;
}

/** The calendar day of `at` in the time zone, as days since the epoch. */
function dayNumber(at: Date, timeZone?: string): number {
  const day = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(
    at,
  );
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

function format(at: Date, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(at);
}
