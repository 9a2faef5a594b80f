// npm run restore -- FILE: a backup, into an empty database.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ fromCaller, runTypeScript }) =>
  runTypeScript("lib/backup/restore-command.ts", fromCaller(process.argv.slice(2))),
);
