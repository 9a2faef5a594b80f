// npm test: all that can be proven by running it, from a fresh checkout; or the parts that are named.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/test.mjs").then(({ test }) => test(process.argv.slice(2)));
