// npm run backup -- FILE: everything in the database, into one file.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ fromCaller, runTypeScript }) =>
  runTypeScript("lib/backup/backup-command.ts", fromCaller(process.argv.slice(2))),
);
