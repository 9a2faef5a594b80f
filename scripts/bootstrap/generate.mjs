import { fingerprint, isMarked, mark } from "./fingerprint.mjs";
import { mustRun } from "./run.mjs";
import { say } from "./stop.mjs";

const marker = "generated/prisma/.fingerprint";

/** Generates the Prisma client if the schema or Prisma has changed. */
export async function generate() {
  const current = fingerprint(["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (isMarked(marker, current)) return;
  say("generating the database client …");
  const env = { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  const args = ["node_modules/prisma/build/index.js", "generate"];
  await mustRun(process.execPath, args, "The database client could not be generated. See above for the reason.", {
    env,
  });
  mark(marker, current);
}
