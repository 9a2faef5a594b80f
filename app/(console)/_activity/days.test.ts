import { expect, test } from "vitest";
import { byDay } from "./days";

const entry = (iso: string) => ({ at: new Date(iso) });

test("entries are grouped by calendar day in the reader's time zone", () => {
  const entries = [entry("2026-11-22T00:30:00Z"), entry("2026-11-21T23:30:00Z"), entry("2026-11-20T12:00:00Z")];
  const now = new Date("2026-11-22T10:00:00Z");
  const sizes = (zone: string) => byDay(entries, now, zone).map(({ day, entries }) => [day, entries.length]);
  expect(sizes("UTC")).toEqual([
    ["Today", 1],
    ["Yesterday", 1],
    ["Friday 20 November 2026", 1],
  ]);
  expect(sizes("Europe/Berlin")).toEqual([
    ["Today", 2],
    ["Friday 20 November 2026", 1],
  ]);
});

test("without entries there are no days", () => {
  expect(byDay([], new Date())).toEqual([]);
});
