// npm run demo: the product with a filled account to look at, apart from any other data.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/demo.mjs").then(({ demo }) => demo());
