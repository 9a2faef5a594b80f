import { expect, it } from "vitest";
import { endsSooner, momentOf, reminderAt, secretEndInput, whyNotEnd } from "@/lib/credentials/secret-end";

const now = new Date("2026-03-01T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

it("an expiry is a standard overlap or a custom time, and nothing else", () => {
  expect(momentOf("now", now)).toEqual(now);
  expect(momentOf("week", now)).toEqual(inDays(7));
  expect(momentOf("2026-03-05T08:30:00.000Z", now)).toEqual(new Date("2026-03-05T08:30:00Z"));
  for (const wrong of ["soon", "2026-03-05", "toString", "", null, 5]) {
    expect(secretEndInput.safeParse(wrong).success, String(wrong)).toBe(false);
  }
});

it("an expiry is neither in the past nor more than 30 days ahead", () => {
  expect([now, inDays(1), inDays(30)].map((end) => whyNotEnd(end, now))).toEqual([null, null, null]);
  expect(whyNotEnd(new Date(now.getTime() - 1), now)).toMatch(/in the future/);
  expect(whyNotEnd(new Date(inDays(30).getTime() + 1), now)).toMatch(/30 days/);
});

it("the reminder is the one closest to the expiry", () => {
  expect([30, 14.1, 14, 8, 7, 2, 1, 0.01].map((days) => reminderAt(inDays(days), now))).toEqual([
    null,
    null,
    14,
    14,
    7,
    7,
    1,
    1,
  ]);
});

it("a change shortens an app's access if every credential left expires, and the last one earlier than before", () => {
  const [endless, day, week] = [{ expiresAt: null }, { expiresAt: inDays(1) }, { expiresAt: inDays(7) }];
  expect(endsSooner([endless], [day])).toBe(true);
  expect(endsSooner([endless], [])).toBe(true);
  expect(endsSooner([day, week], [day])).toBe(true);
  expect(endsSooner([day, week], [week])).toBe(false);
  expect(endsSooner([day], [week])).toBe(false);
  expect(endsSooner([endless, day], [endless])).toBe(false);
  expect(endsSooner([], [])).toBe(false);
});
