import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import rulesOfTheHouse from "@/.dependency-cruiser.mjs";
import { plants } from "@/tests/house/plants";

type Violation = { rule: string; from: string; to: string };
type Found = { violations: Violation[]; rings: string[][] };

const withinMs = 300_000;
const root = process.cwd();
const copied = ["app", "bench", "components", "e2e", "lib", "scripts", "tests"];
const settings = readdirSync(root).filter((name) => /\.(ts|js|mjs|json)$/.test(name));
const linked = ["node_modules", "generated"];
const house = mkdtempSync(join(tmpdir(), "house-"));
let found: Found;

/** A copy of the project in which every rule is broken, looked at once. */
beforeAll(async () => {
  for (const name of [...copied, ...settings]) cpSync(join(root, name), join(house, name), { recursive: true });
  for (const name of linked) symlinkSync(join(root, name), join(house, name));
  for (const { path, source, beside } of plants) {
    for (const [name, text] of Object.entries({ ...beside, [path]: source })) plant(name, text);
  }
  found = await look();
}, withinMs);

afterAll(() => rmSync(house, { recursive: true, force: true }), withinMs);

function plant(name: string, text: string): void {
  mkdirSync(dirname(join(house, name)), { recursive: true });
  writeFileSync(join(house, name), text);
}

const look = (): Promise<Found> =>
  new Promise((resolve, reject) => {
    const args = ["scripts/house/imports.mjs", "--json"];
    execFile(process.execPath, args, { cwd: house, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(new Error(stderr));
      }
    });
  });

/** Rules that are there once for each folder of screens are one. */
const kindOf = (rule: string): string =>
  rule.startsWith("a-screen-imports-no-sibling") ? "a-screen-imports-no-sibling" : rule;

const importRules = rulesOfTheHouse.forbidden?.map(({ name = "" }) => kindOf(name)) ?? [];
const ruleNames = [...new Set([...importRules, "screens-hold-no-sql", "raw-rows-have-a-schema"])];

test.each(ruleNames)("%s: what breaks it is refused by it, and nothing else is", (name) => {
  const planted = plants.filter(({ rule }) => rule === name).map(({ path }) => path);
  const refused = found.violations.filter(({ rule }) => kindOf(rule) === name).map(({ from }) => from);
  expect(planted).not.toEqual([]);
  expect([...new Set(refused)].sort()).toEqual(planted.sort());
});

test("what is planted breaks one rule each", () => {
  for (const { path } of plants) {
    const rules = found.violations.filter(({ from }) => from === path).map(({ rule }) => kindOf(rule));
    expect(new Set(rules).size, path).toBe(1);
  }
});

test("rooms that import each other around a ring are found", () => {
  expect(found.rings.flat()).toContain("front");
});
