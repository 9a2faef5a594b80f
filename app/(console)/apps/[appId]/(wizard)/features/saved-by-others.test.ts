import { expect, it } from "vitest";
import { savedByOthers } from "./saved-by-others";

const message = "Someone else changed this subscription.";
const item = (field: string, current: string) => ({ field, current, message });

it("what someone else saved is read from the refusal, even without events", () => {
  const items = [item("name", "Bell"), item("url", "https://example.com"), item("eventIds", "a.b c.d")];
  const theirs = { name: "Bell", url: "https://example.com", eventIds: ["a.b", "c.d"] };
  expect(savedByOthers({ code: "conflict", items })).toEqual(theirs);
  items[2] = item("eventIds", "");
  expect(savedByOthers({ code: "conflict", items })).toEqual({ ...theirs, eventIds: [] });
});

it("a conflict that names no saved value is not taken for someone's change", () => {
  expect(savedByOthers({ code: "conflict", items: [] })).toBeNull();
  expect(savedByOthers({ code: "invalid", items: [item("url", "https://example.com")] })).toBeNull();
});
