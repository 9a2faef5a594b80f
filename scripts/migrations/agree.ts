import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@/lib/database/embedded";
import { migrate } from "@/lib/database/migrate";
import { projectRoot } from "@/lib/database/project-root";
import { diffDatabase } from "@/scripts/migrations/schema-engine";

// Part of npm run check: applies the migrations to an empty database and compares it with the schema. What the schema
// cannot say (checks, triggers, partial indexes) the engine does not see, so it makes no difference.
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
    console.error(`The migrations do not lead to prisma/schema.prisma. What is missing:\n\n${missing}`);
    process.exitCode = 1;
  }
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
