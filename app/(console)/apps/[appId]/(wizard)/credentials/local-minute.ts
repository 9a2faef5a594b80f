/** A time as the value of a `datetime-local` input: "2026-11-22T10:15", in the reader's time zone. */
export function localMinute(atMs: number): string {
  const offsetMs = new Date(atMs).getTimezoneOffset() * 60_000;
  return new Date(atMs - offsetMs).toISOString().slice(0, 16);
}
