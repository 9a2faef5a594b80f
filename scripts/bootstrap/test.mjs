import { mkdirSync, rmSync } from "node:fs";
import { alone } from "./alone.mjs";
import { findBrowser, isExecutable } from "./browser.mjs";
import { build } from "./build.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { inProject, root } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop, Stop } from "./stop.mjs";
import { playwrightCounts, vitestCounts } from "./test-counts.mjs";

const vitest = "node_modules/vitest/vitest.mjs";
const playwright = "node_modules/@playwright/test/cli.js";
const reports = ".cache/test-reports";

const check = async () => ({ code: (await run(process.execPath, ["scripts/run.mjs", "check"], { show: true })).code });

const unitTests = (project) => async () => {
  const report = `${reports}/${project}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [vitest, "run", `--project=${project}`, ...reporters];
  const { code } = await run(process.execPath, args, { env: { LOG_LEVEL: "silent" }, show: true });
  return { code, ...vitestCounts(report) };
};

const buildAll = async () => {
  await alone(build);
  return { code: 0 };
};

const stories = async () => {
  await requireBrowser();
  const report = `${reports}/e2e.json`;
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const args = [playwright, "test", "--reporter=list,json"];
  const { code } = await run(process.execPath, args, { env, show: true });
  return { code, ...playwrightCounts(report) };
};

async function requireBrowser() {
  if (findBrowser()) return;
  const { chromium } = await import("@playwright/test");
  if (isExecutable(chromium.executablePath())) return;
  throw new Stop(
    "No browser was found for the tests in the browser. Install one with: npx playwright install chromium",
  );
}

/** In this order; a part that needs another is left out when that one failed. */
const parts = [
  { name: "check", work: check },
  { name: "unit", work: unitTests("unit") },
  { name: "db", work: unitTests("db") },
  { name: "build", work: buildAll },
  { name: "process", work: unitTests("process"), needs: "build" },
  { name: "e2e", work: stories, needs: "build" },
];

/** Runs every part, then says how each went and how many tests passed and failed; the exit code is 1 when any did. */
export function test() {
  return orStop(async () => {
    process.chdir(root);
    rmSync(inProject(reports), { recursive: true, force: true });
    mkdirSync(inProject(reports), { recursive: true });
    await alone(async () => {
      await install();
      await generate();
    });
    const results = [];
    for (const part of parts) results.push(await runPart(part, results));
    process.exit(report(results));
  });
}

async function runPart({ name, work, needs }, before) {
  if (needs && before.some((part) => part.name === needs && part.code !== 0)) {
    return { name, code: 1, passed: 0, failed: 1, note: `not run, because ${needs} failed` };
  }
  console.log(`\n== ${name}`);
  const begun = Date.now();
  const {
    code,
    passed = 0,
    failed = 0,
  } = await work().catch((error) => {
    console.error(error instanceof Stop ? error.message : error);
    return { code: 1 };
  });
  const seconds = `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  // A part that failed without a failed test (it could not even start) must not read as "0 failed".
  return { name, code, passed, failed: code === 0 ? failed : Math.max(failed, 1), note: seconds };
}

function report(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log("");
  for (const { name, code, note } of results) console.log(`${code === 0 ? "✓" : "✗"} ${name} (${note})`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  return results.every(({ code }) => code === 0) ? 0 : 1;
}
