// npm run keys:rotate: another key signs access tokens, in a day; with -- --now at once.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) =>
  runTypeScript("lib/housekeeping/rotate-command.ts", process.argv.slice(2)),
);
