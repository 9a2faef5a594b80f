import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@/lib/database/embedded";
import { migrate } from "@/lib/database/migrate";
import { projectRoot } from "@/lib/database/project-root";
import { diffDatabase } from "@/scripts/migrations/schema-engine";

// Part of npm run check: applies the migrations to an empty database and compares it with the schema. The engine
// doesn't see what the schema can't express (checks, triggers, partial indexes), so those make no difference.
const dataDir = mkdtempSync(join(tmpdir(), "patchbay-check-"));
const quiet = { info: () => undefined, warn: () => undefined };
const database = await startEmbedded({ dataDir, log: quiet });
try {
  await migrate(database.url);
  const missing = await diffDatabase(
    database.url,
    readFileSync(join(projectRoot(), "prisma", "schema.prisma"), "utf8"),
  );
  if (missing !== "") {
    console.error(`The migrations don't produce prisma/schema.prisma. Missing:\n\n${missing}`);
    process.exitCode = 1;
  }
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
