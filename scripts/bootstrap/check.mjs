import { alone } from "./alone.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { enterProject } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop } from "./stop.mjs";

/** What is checked: a name in words, and the programs that must all succeed; `isCounted`: the last line of the last one is shown. */
const parts = [
  {
    name: "types",
    programs: [
      ["node_modules/next/dist/bin/next", "typegen"],
      ["node_modules/typescript/bin/tsc", "--noEmit"],
    ],
  },
  { name: "format and lint", programs: [["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off"]] },
  { name: "who may import whom", programs: [["scripts/house/imports.mjs"]], isCounted: true },
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

async function passes({ name, programs, isCounted }) {
  let count = "";
  for (const args of programs) {
    const { code, output } = await run(process.execPath, args, { env: { NEXT_TELEMETRY_DISABLED: "1" } });
    if (isCounted) count = `: ${output.trimEnd().split("\n").at(-1)}`;
    if (code === 0) continue;
    console.log(`✗ ${name}\n${output.trimEnd()}\n`);
    return false;
  }
  console.log(`✓ ${name}${count}`);
  return true;
}
