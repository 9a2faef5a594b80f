import { existsSync, readFileSync } from "node:fs";

/** How many tests a JSON report of Vitest counts as passed and failed; a file that could not be loaded is one failed. */
export function vitestCounts(path) {
  const report = read(path);
  const unloaded =
    report.testResults?.filter((file) => file.status === "failed" && file.assertionResults.length === 0) ?? [];
  return { passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + unloaded.length };
}

/** How many tests a JSON report of Playwright counts as passed and failed; what passed at a second try has failed. */
export function playwrightCounts(path) {
  const { stats, errors } = read(path);
  return {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (errors?.length ?? 0),
  };
}

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {});
