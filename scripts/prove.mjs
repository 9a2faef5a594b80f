// npm run prove: the promises that are figures, with their full counts.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/prove.mjs").then(({ prove }) => prove(process.argv.slice(2)));
