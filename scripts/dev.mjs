// npm run dev: the server from its sources, again after each change.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/dev.mjs").then(({ dev }) => dev());
