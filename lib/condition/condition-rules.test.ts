import { expect, test } from "vitest";
import {
  type Condition,
  concernCodes,
  concernWords,
  conditionText,
  faultCodes,
  faultWords,
} from "@/lib/condition/condition-rules";

const now = new Date("2026-11-30T12:00:00Z");
const calendar = { day: (at: Date) => at.toISOString().slice(0, 10), now };
const blank = { since: null, detail: null, count: null };
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

test("an app without faults works, and one with faults says the first", () => {
  const works: Condition = { faults: [], concerns: [{ ...blank, code: "secret-expires", since: inDays(3), count: 1 }] };
  expect(conditionText(works, calendar)).toBe("Working");
  const faults: Condition["faults"] = [
    { ...blank, code: "owner-deactivated", detail: "Ada" },
    { ...blank, code: "scopes-removed", since: now, count: 2 },
  ];
  expect(conditionText({ faults, concerns: [] }, calendar)).toBe("Not working: owner deactivated");
  expect(conditionText({ faults: faults.slice(1), concerns: [] }, calendar)).toBe(
    "Not working: scopes removed on 2026-11-30",
  );
});

test("every fault and concern says where to do something about it", () => {
  const told = [
    ...faultCodes.map((code) => faultWords({ ...blank, code, detail: "Ada", count: 1 }, calendar)),
    ...concernCodes.map((code) => concernWords({ ...blank, code, detail: "Ada", count: 1 }, calendar)),
  ];
  for (const { text, remedy, path } of told) {
    expect(text).not.toMatch(/null|undefined/);
    expect(remedy).toMatch(/^[A-Z].*[^.]$/);
    expect(path).toMatch(/^[a-z]+$/);
  }
});

test.each([
  [0.2, "Client secret expires within a day"],
  [1.5, "Client secret expires in 1 day"],
  [3, "Client secret expires in 3 days"],
])("a secret that expires in %s days is announced in whole days", (days, text) => {
  expect(concernWords({ ...blank, code: "secret-expires", since: inDays(days), count: 1 }, calendar).text).toBe(text);
});
