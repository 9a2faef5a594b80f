import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/database/project-root";

/** The count a test runs with: `short` in `npm test`, `full` in `npm run prove`, which sets PROVE=full. */
export const times = (short: number, full: number): number => (process.env.PROVE === "full" ? full : short);

/**
 * Records what a test has measured, for `npm run prove` to print: one line per promise, the last value counts. Stored
 * in .cache/figures, one file per promise.
 */
export function figure(promise: string, value: string): void {
  const folder = join(projectRoot(), ".cache", "figures");
  mkdirSync(folder, { recursive: true });
  const name = promise.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ promise, value })}\n`);
}

/** Milliseconds below which half, or the given share, of the measurements lie. */
export function percentile(measuredMs: readonly number[], share = 0.5): number {
  const sorted = [...measuredMs].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
