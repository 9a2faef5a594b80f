// npm run screenshots: the pictures in docs/images, taken of the demonstration account.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/screenshots.mjs").then(({ screenshots }) => screenshots());
