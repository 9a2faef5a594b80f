// npm run keys:reseal: everything that is sealed is sealed anew with the first of SECRET_KEYS.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) =>
  runTypeScript("lib/housekeeping/reseal-command.ts", process.argv.slice(2)),
);
