// npm start: everything that stands between a fresh checkout and a running server.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/start.mjs").then(({ start }) => start());
