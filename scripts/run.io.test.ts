import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "./bootstrap/commands.mjs";

// scripts/run.mjs, the one way into what the scripts of package.json run.

const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: "utf8" });

test("npm has every command under its own name, and no other way into the scripts", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const { format: _, ...ours } = scripts;
  const expected = Object.keys(commands).map((name) => [name, `node scripts/run.mjs ${name}`]);
  expect(ours).toEqual(Object.fromEntries(expected));
});

test.each([[["unknown"]], [["toString"]], [[]]])("a command that doesn't exist gets the list: %j", (args) => {
  const { status, stderr } = run("scripts/run.mjs", ...args);
  expect(status).toBe(1);
  const listed = stderr.split("\n").flatMap((line) => /^ {2}(\S+) {2,}\S/.exec(line)?.[1] ?? []);
  expect(listed).toEqual(Object.keys(commands));
});

test("an older Node is refused in a sentence, before a command is loaded", () => {
  const older = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.0"})';
  const { status, stdout, stderr } = run("--import", older, "scripts/run.mjs", "unknown");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^Patchbay needs Node 20\.19 or newer; this is 18\.20\.0\..*\n$/);
});
