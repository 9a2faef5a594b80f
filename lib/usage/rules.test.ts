import { describe, expect, it } from "vitest";
import {
  barsOf,
  beginOf,
  hoursOf,
  refusalsKeptDays,
  type ScopeFacts,
  spanOf,
  totalOf,
  unusedScopes,
} from "@/lib/usage/rules";

const now = new Date("2026-11-22T09:30:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const hour = (at: string, tokens: number) => ({
  at: new Date(at),
  tokens,
  refusals: 1,
  calls: 2,
  introspections: 3,
});

describe("the hours of a chart", () => {
  it("are together a day per bar in the longest span, and none is left out", () => {
    const hours = hoursOf([hour("2026-11-22T09:00:00Z", 5), hour("2026-10-23T10:00:00Z", 7)], "30d", now);
    const bars = barsOf(hours, "30d");
    expect(bars).toHaveLength(30);
    expect([bars[0]?.at, bars[0]?.tokens, bars.at(-1)?.tokens]).toEqual([beginOf("30d", now), 7, 5]);
    expect(totalOf(bars)).toEqual(totalOf(hours));
    expect(barsOf(hoursOf([], "7d", now), "7d")).toHaveLength(168);
  });

  it("reach back as far as denied requests are listed", () => {
    expect(hoursOf([], "30d", now)).toHaveLength(24 * refusalsKeptDays);
  });

  it("are 24 or 168, end with the current hour, and leave none out", () => {
    expect(hoursOf([], "24h", now)).toHaveLength(24);
    expect(hoursOf([], "7d", now)).toHaveLength(168);
    const hours = hoursOf([], "24h", now);
    expect(hours[0]?.at).toEqual(new Date("2026-11-21T10:00:00Z"));
    expect(hours[0]?.at).toEqual(beginOf("24h", now));
    expect(hours.at(-1)).toEqual({
      at: new Date("2026-11-22T09:00:00Z"),
      tokens: 0,
      refusals: 0,
      calls: 0,
      introspections: 0,
    });
  });

  it("contain their counts, and nothing older", () => {
    const counted = [hour("2026-11-22T09:00:00Z", 5), hour("2026-11-21T10:00:00Z", 7), hour("2026-11-21T09:00:00Z", 9)];
    const hours = hoursOf(counted, "24h", now);
    expect([hours.at(-1)?.tokens, hours[0]?.tokens]).toEqual([5, 7]);
    expect(totalOf(hours)).toEqual({ tokens: 12, refusals: 2, calls: 4, introspections: 6 });
  });

  it("are those of the last day unless the URL says otherwise", () => {
    expect(["7d", "30d", "1y", undefined, ["7d"]].map(spanOf)).toEqual(["7d", "30d", "24h", "24h", "24h"]);
  });
});

describe("a scope counts as unused", () => {
  const scope = (id: string, more: Partial<ScopeFacts> = {}): ScopeFacts => ({
    id,
    addedAt: daysAgo(31),
    lastUsedAt: null,
    ...more,
  });
  const unused = (held: ScopeFacts[], events: { scopes: string[] }[] = [], countedSince: Date | null = daysAgo(31)) =>
    unusedScopes({ held, events, countedSince }, now);

  it("if the app had it for 30 days and no use was recorded in that time", () => {
    expect(
      unused([
        scope("never"),
        scope("long-ago", { lastUsedAt: daysAgo(30) }),
        scope("lately", { lastUsedAt: daysAgo(29.9) }),
        scope("new", { addedAt: daysAgo(29.9) }),
      ]),
    ).toEqual(["never", "long-ago"]);
  });

  it("only once uses were counted for 30 days", () => {
    expect(unused([scope("never")], [], daysAgo(29.9))).toEqual([]);
    expect(unused([scope("never")], [], null)).toEqual([]);
  });

  it("never if it alone allows an event", () => {
    expect(unused([scope("a"), scope("b")], [{ scopes: ["a", "not held"] }])).toEqual(["b"]);
  });

  it("but never all that allow the same event", () => {
    expect(unused([scope("a"), scope("b")], [{ scopes: ["b", "a"] }])).toEqual(["a"]);
    const bInUse = [scope("a"), scope("b", { lastUsedAt: daysAgo(1) })];
    expect(unused(bInUse, [{ scopes: ["a", "b"] }])).toEqual(["a"]);
  });
});
