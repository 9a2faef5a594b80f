import { expect, test } from "vitest";
import { allEvents, findEvent } from "@/lib/catalog/events";
import { searchEvents } from "@/lib/events/search";

const idsOf = (query: string) => searchEvents(query).map(({ id }) => id);

test("an exact id is its own first hit", () => {
  for (const { id } of allEvents()) expect(idsOf(id)[0]).toBe(id);
});

test("ids that begin with the query come first, then titles, then the rest", () => {
  const ids = idsOf("meeting");
  const firstOther = ids.findIndex((id) => !id.startsWith("meeting"));
  expect(firstOther).toBeGreaterThan(50);
  expect(ids.slice(firstOther).some((id) => id.startsWith("meeting"))).toBe(false);
  expect(ids.indexOf("webinar.converted_to_meeting")).toBeLessThan(ids.indexOf("user.tsp_created"));
});

test.each([
  ["meeting started", "meeting.started"],
  ["A meeting has st", "meeting.started"],
  ["meeting sharing started", "meeting.sharing_started"],
])("what an id or title is or begins with comes first: %j", (query, id) => {
  expect(idsOf(query)[0]).toBe(id);
});

test("an event is found by its title, its product, and a scope it needs", () => {
  expect(idsOf("meeting has started")).toContain("meeting.started");
  expect(idsOf("team chat pinned")).toEqual(["team_chat.channel_pin_added", "team_chat.channel_pin_removed"]);
  expect(idsOf("user:read:personal_note:admin")).toEqual(["user.personal_notes_updated"]);
});

test("every word must fit", () => {
  expect(idsOf("meeting started zebra")).toEqual([]);
});

test.each(["MEETING.STARTED", " meeting.started, ", "méeting.started"])("case, accents, punctuation: %j", (query) => {
  expect(idsOf(query)[0]).toBe("meeting.started");
});

test.each(["", "\u0000", "?!"])("without words all events are found: %j", (query) => {
  expect(searchEvents(query)).toEqual(allEvents());
});

test("ten thousand characters find nothing and do no harm", () => {
  expect(idsOf("x".repeat(10_000))).toEqual([]);
});

test("an event type is found by its id alone", () => {
  expect(findEvent("meeting.started")?.title).toBe("A meeting has started");
  expect(findEvent("endpoint.url_validation")).toBeUndefined();
});
