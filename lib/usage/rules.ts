import * as z from "zod";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A scope counts as unused after this many days without a recorded use. */
export const unusedAfterDays = 30;

/** Denied requests are listed for this many days, then deleted. */
export const refusalsKeptDays = 30;

/** The spans of the page, in hours; the longest one covers everything that is listed. */
const spans = { "24h": 24, "7d": 168, "30d": 720 } as const;

export type Span = keyof typeof spans;

/** The span named in the URL; the last day by default. */
export const spanOf = (text: unknown): Span => z.enum(["24h", "7d", "30d"]).catch("24h").parse(text);

type Counts = { tokens: number; refusals: number; calls: number; introspections: number };

/** An app's counts for the hour that starts at `at`. */
export type UsageHour = Counts & { at: Date };

const nothing: Counts = { tokens: 0, refusals: 0, calls: 0, introspections: 0 };

/** The start of the first hour of a span that ends with the hour of `now`. */
export const beginOf = (span: Span, now: Date): Date =>
  new Date((Math.floor(now.getTime() / hourMs) - spans[span] + 1) * hourMs);

/** Every hour of the span, oldest first, including hours without counts. */
export function hoursOf(counted: readonly UsageHour[], span: Span, now: Date): UsageHour[] {
  const byTime = new Map(counted.map((hour) => [hour.at.getTime(), hour]));
  const begin = beginOf(span, now).getTime();
  return Array.from({ length: spans[span] }, (_, i) => {
    const at = begin + i * hourMs;
    return byTime.get(at) ?? { at: new Date(at), ...nothing };
  });
}

/** The hours of a span as the bars of its chart: single hours, or 24 of them together if the span is longer than a week. */
export function barsOf(hours: readonly UsageHour[], span: Span): UsageHour[] {
  if (span !== "30d") return [...hours];
  const starts = hours.filter((_, i) => i % 24 === 0);
  return starts.map(({ at }, i) => ({ at, ...totalOf(hours.slice(24 * i, 24 * (i + 1))) }));
}

/** The sum over all these hours. */
export const totalOf = (hours: readonly Counts[]): Counts =>
  hours.reduce<Counts>(
    (sum, { tokens, refusals, calls, introspections }) => ({
      tokens: sum.tokens + tokens,
      refusals: sum.refusals + refusals,
      calls: sum.calls + calls,
      introspections: sum.introspections + introspections,
    }),
    nothing,
  );

export type ScopeFacts = { id: string; addedAt: Date; lastUsedAt: Date | null };

type UsageFacts = {
  held: readonly ScopeFacts[];
  /** The app's events, each with the scopes that allow it. */
  events: readonly { scopes: readonly string[] }[];
  /** Since when uses have been counted; null: not yet. */
  countedSince: Date | null;
};

/**
 * The scopes that can be removed: the app has had them for 30 days, and no use was recorded in that time although uses
 * were counted. Of the scopes that allow the same event, one always stays.
 */
export function unusedScopes({ held, events, countedSince }: UsageFacts, now: Date): string[] {
  const since = new Date(now.getTime() - unusedAfterDays * dayMs);
  if (!countedSince || countedSince > since) return [];
  const isUnused = ({ addedAt, lastUsedAt }: ScopeFacts) =>
    addedAt <= since && (lastUsedAt === null || lastUsedAt <= since);
  const unused = new Set(held.filter(isUnused).map(({ id }) => id));
  const heldIds = new Set(held.map(({ id }) => id));
  for (const { scopes } of events) {
    const alternatives = scopes.filter((id) => heldIds.has(id));
    const [first] = alternatives;
    if (first !== undefined && alternatives.every((id) => unused.has(id))) unused.delete(first);
  }
  return [...unused];
}
