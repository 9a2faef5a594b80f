import * as createdApps from "@/bench/created-apps";
import * as deliveries from "@/bench/deliveries";
import * as javascript from "@/bench/javascript";
import * as roles from "@/bench/roles";
import * as scopeSearch from "@/bench/scope-search";
import * as start from "@/bench/start";
import * as statements from "@/bench/statements";
import * as tokens from "@/bench/tokens";

// npm run bench [-- name…]: measures the figures of docs/figures.md, all or only the named ones.
const figures: readonly { name: string; run: () => Promise<void> }[] = [
  tokens,
  deliveries,
  createdApps,
  roles,
  scopeSearch,
  javascript,
  statements,
  start,
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !figures.some((figure) => figure.name === name));
if (unknown.length > 0) {
  console.error(`No such figure: ${unknown.join(", ")}. Available: ${figures.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}
for (const figure of figures) {
  if (wanted.length > 0 && !wanted.includes(figure.name)) continue;
  console.log(`\n== ${figure.name}`);
  await figure.run();
}
