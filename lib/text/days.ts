const minuteMs = 60_000;
const fromUtcMs = 15 * 60 * minuteMs;

/** Whether this is a calendar day from 2000 to 2999, such as 2026-11-22. */
export function isDay(text: string): boolean {
  const time = /^2\d{3}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether this names a time zone that Intl knows, such as Europe/Berlin. */
export function isTimeZone(text: string): boolean {
  try {
    return /^[\w+\-/]{1,40}$/.test(text) && Boolean(new Intl.DateTimeFormat("en", { timeZone: text }));
  } catch {
    return false;
  }
}

/** The first minute of a calendar day ({@link isDay}) in a time zone, even where clocks go forward at midnight. */
export function startOfDay(day: string, timeZone: string): Date {
  const calendar = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  let [early, late] = [(midnightMs - fromUtcMs) / minuteMs, (midnightMs + fromUtcMs) / minuteMs];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (calendar.format(middle * minuteMs) >= day) late = middle;
    else early = middle;
  }
  return new Date(late * minuteMs);
}

export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
