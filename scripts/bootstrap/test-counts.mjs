import { existsSync, readFileSync } from "node:fs";

/** Passed and failed tests in a Vitest JSON report. A file that couldn't be loaded counts as one failed test. */
export function vitestCounts(path) {
  const report = read(path);
  const unloaded =
    report.testResults?.filter((file) => file.status === "failed" && file.assertionResults.length === 0) ?? [];
  return { passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + unloaded.length };
}

/** Passed and failed tests in a Playwright JSON report. A test that passed only on retry counts as failed. */
export function playwrightCounts(path) {
  const { stats, errors } = read(path);
  return {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (errors?.length ?? 0),
  };
}

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {});
