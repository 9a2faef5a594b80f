// npm run check: everything that can be said about the code without running it.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/check.mjs").then(({ check }) => check());
