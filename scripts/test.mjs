// npm test: all that can be proven by running it, from a fresh checkout.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/test.mjs").then(({ test }) => test());
