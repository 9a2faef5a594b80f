// npm run bench:fill -- <apps>: many apps to look at.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) => runTypeScript("bench/fill.ts", process.argv.slice(2)));
