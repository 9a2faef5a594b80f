import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { alone } from "./alone.mjs";
import { bringBrowser } from "./bring-browser.mjs";
import { build } from "./build.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { inProject, root } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop, Stop } from "./stop.mjs";

const vitest = "node_modules/vitest/vitest.mjs";
const playwright = "node_modules/@playwright/test/cli.js";
const figures = inProject(".cache", "figures");
const places = ["app", "lib", "tests", "e2e"];

/**
 * Runs every test that counts (it imports tests/support/prove) with its full count, or those whose path has one of the
 * words, and prints one line per promise with its figure; the exit code is 1 when a test failed.
 */
export function prove(words) {
  return orStop(async () => {
    process.chdir(root);
    const files = places.flatMap(testsIn).filter((file) => counts(file) && isMeant(file, words));
    if (files.length === 0)
      throw new Stop("No test with a figure has such a path. Leave the words out to run them all.");
    await alone(async () => {
      await install();
      await generate();
      await build();
    });
    rmSync(figures, { recursive: true, force: true });
    const inBrowser = files.filter((file) => file.endsWith(".spec.ts"));
    if (inBrowser.length > 0) await bringBrowser();
    const others = files.filter((file) => !inBrowser.includes(file));
    const codes = [await runTests([vitest, "run"], others), await runTests([playwright, "test"], inBrowser)];
    printFigures();
    process.exit(codes.every((code) => code === 0) ? 0 : 1);
  });
}

/** Test files of a folder, also those that lie deeper. */
function testsIn(place) {
  return readdirSync(inProject(place), { recursive: true })
    .filter((name) => /\.(test|spec)\.tsx?$/.test(name))
    .map((name) => join(place, name));
}

const counts = (file) => readFileSync(inProject(file), "utf8").includes('from "@/tests/support/prove"');

const isMeant = (file, words) => words.length === 0 || words.some((word) => file.includes(word));

async function runTests(program, files) {
  if (files.length === 0) return 0;
  const env = { PROVE: "full", LOG_LEVEL: "silent" };
  return (await run(process.execPath, [...program, ...files], { env, show: true })).code;
}

function printFigures() {
  const names = existsSync(figures) ? readdirSync(figures).sort() : [];
  console.log("");
  for (const name of names) {
    const { promise, value } = JSON.parse(readFileSync(join(figures, name), "utf8"));
    console.log(`${promise}: ${value}`);
  }
}
