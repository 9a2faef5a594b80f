import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { floorPlan, floors, ringsOf } from "@/scripts/house/floors.mjs";

const named: readonly string[] = floors.flatMap(Object.keys);

test("every room of lib is on one floor, and every room on a floor exists", () => {
  const entries = readdirSync("lib", { withFileTypes: true });
  const rooms = entries
    .filter((entry) => entry.isDirectory() || /(?<!\.test)\.ts$/.test(entry.name))
    .map(({ name }) => name.replace(/\.ts$/, ""));
  expect([...named].sort()).toEqual([...new Set(rooms)].sort());
});

test("the docs show the floors as they are", () => {
  const architecture = readFileSync("docs/architecture.md", "utf8");
  const [, shown] = /^## Floors\n[\s\S]*?```text\n([\s\S]*?)\n```/m.exec(architecture) ?? [];
  expect(shown).toBe(floorPlan());
});

test("rooms that import each other, directly or around, are a ring; those beside them are not", () => {
  const pairs = ["mail auth", "auth mail", "web people", "people tokens", "tokens web", "web mail", "log log"];
  const edges = pairs.map((pair) => pair.split(" ").map((room) => `lib/${room}/file.ts`));
  expect(ringsOf(edges)).toEqual([
    ["auth", "mail"],
    ["people", "tokens", "web"],
  ]);
});
