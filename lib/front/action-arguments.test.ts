import { describe, expect, it } from "vitest";
import { areActionArguments } from "@/lib/front/action-arguments";

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

const sent = (value: unknown) => areActionArguments(Buffer.from(JSON.stringify(value)));

describe("the arguments of an action", () => {
  it.each([
    [[]],
    [[{ appId: "x", changes: { name: { from: "", to: "Café" } }, list: [1, true, null] }]],
    [[{ text: "$$5 a month" }]],
    [[{ optional: "$undefined" }]],
    [nested(12)],
  ])("may be what our forms send: %j", (value) => {
    expect(sent(value)).toBe(true);
  });

  it.each([
    [{ appId: "x" }],
    ["text"],
    [["$1"]],
    [[{ deep: [{ er: "$@0" }] }]],
    [["$"]],
    [[{ toString: 1 }]],
    [[{ a: [{ constructor: {} }] }]],
    [["$0:__proto__:then"]],
    [nested(13)],
  ])("may not be anything else: %j", (value) => {
    expect(sent(value)).toBe(false);
  });

  it.each(["[", '[{"__proto__":1}]', ""])("may not be %s", (text) => {
    expect(areActionArguments(Buffer.from(text))).toBe(false);
  });

  it("may not be in another encoding than UTF-8", () => {
    expect(areActionArguments(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toBe(false);
  });
});
