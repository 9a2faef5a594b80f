// Who may import whom: the rules of .dependency-cruiser.mjs, and what it can't express. Prints what breaks them and how
// many rooms lie in a ring; with --json all of it, for tests. The exit code is 1 when anything does.

import { cruise, format } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTypeScript from "dependency-cruiser/config-utl/extract-ts-config";
import { floors, ringsOf } from "./floors.mjs";
import { sqlInScreens } from "./sql-in-screens.mjs";
import { untypedRows } from "./untyped-rows.mjs";

const sources = ["app", "bench", "components", "e2e", "instrumentation.ts", "lib", "scripts", "tests"];

const options = await extractOptions("./.dependency-cruiser.mjs");
const { output } = await cruise(sources, options, undefined, { tsConfig: extractTypeScript("tsconfig.json") });

const rooms = floors.flatMap(Object.keys);
const rings = ringsOf(shippedImports(output));
const sql = [
  ...sqlInScreens().map((place) => ({ rule: "screens-hold-no-sql", ...place })),
  ...untypedRows().map((place) => ({ rule: "raw-rows-have-a-schema", ...place })),
];
const broken = output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
const violations = [...broken, ...sql];

if (process.argv.includes("--json")) console.log(JSON.stringify({ violations, rings }));
else await report();
process.exitCode = violations.length + rings.length > 0 ? 1 : 0;

/** Pairs of files, types included; tests may look down on a room from above. */
function shippedImports({ modules }) {
  const shipped = modules.filter(({ source }) => !/\.test\.tsx?$/.test(source));
  return shipped.flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => [source, resolved]));
}

async function report() {
  if (broken.length > 0) console.log((await format(output, { outputType: "err" })).output);
  for (const { rule, from, to } of sql) console.log(`  error ${rule}: ${from}: ${to}`);
  for (const ring of rings) console.log(`  error rooms in a ring: ${ring.join(", ")}`);
  console.log(
    `${rooms.length} rooms on ${floors.length} floors, ${rings.flat().length} of them import each other both ways or lie in a ring`,
  );
}
