import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./project.mjs";

/**
 * How many tests a JSON report of Vitest counts as passed, and which have failed, each by its file and name; a file
 * that could not be loaded is one failed.
 */
export function vitestCounts(path) {
  const report = read(path);
  const failures = (report.testResults ?? []).filter(({ status }) => status === "failed").flatMap(failuresOfFile);
  return { passed: report.numPassedTests ?? 0, failures };
}

function failuresOfFile({ name, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter(({ status }) => status === "failed");
  // Set-up or tear-down of the file may have failed, which no test of it shows.
  return failed.length > 0 ? failed.map(({ fullName }) => `${file}: ${fullName}`) : [file];
}

/** The same of a JSON report of Playwright; what passed at a second try has failed. */
export function playwrightCounts(path) {
  const { stats, errors = [], suites = [] } = read(path);
  const failures = suites.flatMap((suite) => failuresOfSuite(suite, []));
  return { passed: stats?.expected ?? 0, failures: [...failures, ...errors.map(({ message }) => firstLine(message))] };
}

function failuresOfSuite({ title, file, suites = [], specs = [] }, above) {
  const names = title === file ? above : [...above, title];
  const failed = specs.filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"));
  return [
    ...failed.map((spec) => `e2e/${file}: ${[...names, spec.title].join(" ")}`),
    ...suites.flatMap((suite) => failuresOfSuite(suite, names)),
  ];
}

const firstLine = (text) => String(text).split("\n", 1)[0];

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {});
