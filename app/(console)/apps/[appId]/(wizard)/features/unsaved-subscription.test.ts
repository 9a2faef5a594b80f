import { describe, expect, it } from "vitest";
import { noAuthorization } from "@/lib/subscriptions/authorization-kinds";
import { isChanged } from "./unsaved-subscription";

const event = (id: string) => ({ id, product: "Meetings", title: id, scopes: [], grantable: [] });
const saved = {
  name: "Bell",
  url: "https://example.com",
  authorization: noAuthorization,
  events: [event("a"), event("b")],
};

describe("an open subscription editor", () => {
  it("has no unsaved changes while its content is the saved one, in whatever order", () => {
    const { kind, ...rest } = noAuthorization;
    const reordered = { ...saved, authorization: { ...rest, kind }, events: [event("b"), event("a")] };
    expect(isChanged(reordered, saved)).toBe(false);
  });

  it.each([
    ["name", { name: "Gong" }],
    ["endpoint URL", { url: "https://example.com/other" }],
    ["authorization", { authorization: { ...noAuthorization, secret: "typed" } }],
    ["events", { events: [event("a")] }],
  ])("has unsaved changes once its %s differs", (_, change) => {
    expect(isChanged({ ...saved, ...change }, saved)).toBe(true);
  });
});
