// npm run account:create -- NAME: a one-time link with which somebody sets up a further account.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) =>
  runTypeScript("lib/accounts/create-command.ts", process.argv.slice(2)),
);
