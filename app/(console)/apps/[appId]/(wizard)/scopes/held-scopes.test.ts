import { describe, expect, it } from "vitest";
import { eventsOf, heldScopes } from "./held-scopes";

const read = "user:read:user:admin";

describe("the scopes an app holds", () => {
  it("say whether they were chosen or are required by events", () => {
    const held = heldScopes(
      [
        { id: read, chosen: true },
        { id: "role:read:list_roles:admin", chosen: true },
      ],
      [{ id: "user.updated", scopes: [read, "user:read:user"] }],
    );
    expect(held.map(({ why, requiredBy }) => ({ why, requiredBy }))).toEqual([
      { why: "Required by events: user.updated", requiredBy: ["user.updated"] },
      { why: "Chosen", requiredBy: [] },
    ]);
  });

  it("name the first few events that require them, and count the rest", () => {
    const events = ["a", "b", "c", "d", "e"].map((id) => ({ id, scopes: [read] }));
    expect(heldScopes([{ id: read, chosen: true }], events)[0]?.why).toBe("Required by events: a, b, c and 2 more");
  });

  it("say so if the event they were added for is gone", () => {
    expect(heldScopes([{ id: read, chosen: false }], [])[0]?.why).toBe("Came with an event that no longer needs it");
  });

  it("are shown even if the catalog no longer has them", () => {
    expect(heldScopes([{ id: "gone:read:thing", chosen: true }], [])[0]).toMatchObject({
      product: "Retired",
      apis: [],
    });
  });
});

describe("the events of an app", () => {
  it("are listed once, however many subscriptions have them, without unknown ones", () => {
    const events = eventsOf([{ eventIds: ["meeting.started", "no.such"] }, { eventIds: ["meeting.started"] }]);
    expect(events.map(({ id }) => id)).toEqual(["meeting.started"]);
  });
});
