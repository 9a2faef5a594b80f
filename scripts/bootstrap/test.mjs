import { existsSync, mkdirSync, rmSync } from "node:fs";
import { alone } from "./alone.mjs";
import { bringBrowser } from "./bring-browser.mjs";
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

const tests = (project) => async () => {
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
  await bringBrowser();
  const report = `${reports}/e2e.json`;
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const args = [playwright, "test", "--reporter=list,json"];
  const { code } = await run(process.execPath, args, { env, show: true });
  return { code, ...playwrightCounts(report) };
};

/**
 * In this order; what needs the build is left out when that failed. `budget`: seconds on two quiet cores. None fails
 * on time; one that outgrows its budget is to be made cheaper.
 */
const parts = [
  { name: "check", budget: 100, work: check },
  { name: "unit", budget: 30, work: tests("unit") },
  { name: "io", budget: 40, work: tests("io") },
  { name: "db", budget: 210, work: tests("db") },
  { name: "build", budget: 70, work: buildAll },
  { name: "process", budget: 270, work: tests("process"), needsBuild: true },
  { name: "e2e", budget: 330, work: stories, needsBuild: true },
];

/**
 * Runs the parts of these names, or all, then says how each went, which tests failed and how many passed and failed;
 * the exit code is 1 when any did.
 */
export function test(names) {
  return orStop(async () => {
    const chosen = choose(names);
    process.chdir(root);
    rmSync(inProject(reports), { recursive: true, force: true });
    mkdirSync(inProject(reports), { recursive: true });
    await alone(async () => {
      await install();
      await generate();
    });
    const results = [];
    for (const part of chosen) results.push(await runPart(part, results));
    process.exit(report(results));
  });
}

function choose(names) {
  const known = parts.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Stop(`npm test has no part "${unknown}". Its parts: ${known.join(", ")}.`);
  return names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name));
}

async function runPart({ name, budget, work, needsBuild }, before) {
  const missing = needsBuild ? whyNotBuilt(before) : null;
  if (missing) return { name, code: 1, passed: 0, failures: [name], note: `not run, because ${missing}` };
  console.log(`\n== ${name}`);
  const begun = Date.now();
  const {
    code,
    passed = 0,
    failures = [],
  } = await work().catch((error) => {
    console.error(error instanceof Stop ? error.message : error);
    return { code: 1 };
  });
  const note = `${Math.round((Date.now() - begun) / 1000)} s of ${budget} s`;
  // A part that failed without a failed test (it could not even start) must not read as "0 failed".
  const isUnexplained = code !== 0 && failures.length === 0;
  return { name, code, passed, failures: isUnexplained ? [name] : failures, note };
}

function whyNotBuilt(before) {
  if (before.some(({ name, code }) => name === "build" && code !== 0)) return "build failed";
  return existsSync(inProject("dist", "server.js")) ? null : "nothing is built: npm test -- build";
}

function report(results) {
  const failures = results.flatMap((result) => result.failures);
  console.log("");
  for (const { name, code, note } of results) console.log(`${code === 0 ? "✓" : "✗"} ${name} (${note})`);
  for (const failure of failures) console.log(`✗ ${failure}`);
  console.log(`${results.reduce((total, { passed }) => total + passed, 0)} passed, ${failures.length} failed`);
  return results.every(({ code }) => code === 0) ? 0 : 1;
}
