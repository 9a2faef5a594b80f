// npm run owner:invite -- ACCOUNT EMAIL: an invitation with the role Owner, on the operator's word.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) =>
  runTypeScript("lib/accounts/invite-owner-command.ts", process.argv.slice(2)),
);
