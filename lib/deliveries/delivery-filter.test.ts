import { expect, test } from "vitest";
import { deliveryFilter, deliveryParams, deliveryStates, isFiltered } from "@/lib/deliveries/delivery-filter";

const read = (query: string) => deliveryFilter(Object.fromEntries(new URLSearchParams(query)));

test("a filter survives the round trip through the URL", () => {
  const query = "state=failed&event=meeting.started&endpoint=sub-1&from=2026-11-01&to=2026-11-22&zone=Europe%2FBerlin";
  expect(deliveryParams(read(query)).toString()).toBe(query);
  for (const state of deliveryStates) expect(read(`state=${state}`).state).toBe(state);
});

test.each([
  "state=lost",
  "event=a%20b",
  "endpoint=%00",
  "from=yesterday",
  "zone=Nowhere",
  `event=${"x".repeat(300)}`,
  "",
])("invalid values are ignored: %s", (query) => {
  expect(isFiltered(read(query))).toBe(false);
  expect(deliveryParams(read(query)).toString()).toBe("");
});

test("a zone alone filters nothing, and is dropped from the URL", () => {
  expect(isFiltered(read("zone=Asia/Tokyo"))).toBe(false);
  expect(deliveryParams(read("zone=Asia/Tokyo")).size).toBe(0);
});
