// npm run db:migration -- <name>: the next migration, from what changed in prisma/schema.prisma.
import { requireNode } from "./bootstrap/node-version.mjs";

requireNode();
import("./bootstrap/typescript.mjs").then(({ runTypeScript }) =>
  runTypeScript("scripts/migrations/new.ts", process.argv.slice(2)),
);
