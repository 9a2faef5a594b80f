// npm run bench: the figures of docs/figures.md, measured on this machine.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) => runTypeScript("bench/run.ts", process.argv.slice(2)));
