import { expect, test } from "vitest";
import { dayAfter, isDay, isTimeZone, startOfDay } from "./days";

test.each([
  ["2026-11-22", "UTC", "2026-11-22T00:00:00.000Z"],
  ["2026-11-22", "Europe/Berlin", "2026-11-21T23:00:00.000Z"],
  ["2026-07-01", "America/Los_Angeles", "2026-07-01T07:00:00.000Z"],
  ["2026-11-22", "Asia/Kathmandu", "2026-11-21T18:15:00.000Z"],
  ["2026-11-22", "Pacific/Kiritimati", "2026-11-21T10:00:00.000Z"],
])("the day %s in %s begins at %s", (day, zone, moment) => {
  expect(startOfDay(day, zone).toISOString()).toBe(moment);
});

test("a day without a midnight begins when the clocks have gone forward", () => {
  expect(startOfDay("2026-04-24", "Africa/Cairo").toISOString()).toBe("2026-04-23T22:00:00.000Z");
});

test("rejects what is not a day or not a time zone", () => {
  expect(["2026-02-30", "2026-13-01", "0026-11-22", "yesterday", ""].filter(isDay)).toEqual([]);
  expect(["Europe/Nowhere", "", "x".repeat(50), "UTC; DROP"].filter(isTimeZone)).toEqual([]);
  expect(isDay("2028-02-29") && isTimeZone("Europe/Berlin")).toBe(true);
});

test("the next day may be in the next month or year", () => {
  expect([dayAfter("2028-02-28"), dayAfter("2026-12-31")]).toEqual(["2028-02-29", "2027-01-01"]);
});
