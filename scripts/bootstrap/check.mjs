import { alone } from "./alone.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { enterProject } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop } from "./stop.mjs";

const sources = ["app", "components", "lib", "tests"];

/** What is checked: a name in words, and the programs that must all succeed. */
const parts = [
  {
    name: "types",
    programs: [
      ["node_modules/next/dist/bin/next", "typegen"],
      ["node_modules/typescript/bin/tsc", "--noEmit"],
    ],
  },
  { name: "format and lint", programs: [["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off"]] },
  {
    name: "who may import whom",
    programs: [
      ["node_modules/dependency-cruiser/bin/dependency-cruise.mjs", "--config", ".dependency-cruiser.mjs", ...sources],
    ],
  },
  { name: "nothing unused", programs: [["node_modules/knip/bin/knip.js"]] },
  { name: "migrations agree with the schema", programs: [["--import", "tsx", "scripts/migrations/agree.ts"]] },
];

/** Runs all parts, prints a line for each and the output of those that fail; the exit code is 1 when any does. */
export function check() {
  return orStop(async () => {
    enterProject();
    await alone(async () => {
      await install();
      await generate();
    });
    let failed = false;
    for (const part of parts) failed = !(await passes(part)) || failed;
    process.exit(failed ? 1 : 0);
  });
}

async function passes({ name, programs }) {
  for (const args of programs) {
    const { code, output } = await run(process.execPath, args, { env: { NEXT_TELEMETRY_DISABLED: "1" } });
    if (code === 0) continue;
    console.log(`✗ ${name}\n${output.trimEnd()}\n`);
    return false;
  }
  console.log(`✓ ${name}`);
  return true;
}
