import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "@/lib/catalog/load";
import { ConfigError, config } from "@/lib/config";
import { connect } from "@/lib/database/connect";
import { DatabaseError } from "@/lib/database/database-error";
import { closeDatabase, pool, useDatabase } from "@/lib/database/db";
import { startEmbedded } from "@/lib/database/embedded";
import { MigrationError, migrate } from "@/lib/database/migrate";
import { accountName, freshSignIns } from "@/lib/demo/people";
import { tellStory } from "@/lib/demo/story";
import { addUsage } from "@/lib/demo/usage";
import { log } from "@/lib/log";
import { ensureSigningKey } from "@/lib/tokens/key-rotation";

// Part of npm run demo, before the server starts: creates the demo account in the embedded database of DATA_DIR if it
// isn't there, and gives its people new passwords.

const quiet = { info: () => undefined, warn: log.warn.bind(log) };

/** Shows whether the database next to it holds the whole account, or only what an interrupted start has left. */
const marker = (): string => join(config().dataDir, "demonstration");

try {
  await prepare();
} catch (error) {
  const told = error instanceof ConfigError || error instanceof DatabaseError || error instanceof MigrationError;
  console.error(told ? `\n${error.message}` : error);
  process.exitCode = 1;
}

async function prepare(): Promise<void> {
  const isFilled = existsSync(marker()) && readFileSync(marker(), "utf8") === "filled";
  if (!isFilled) writeFileSync(marker(), "unfinished");
  const database = await startEmbedded({ dataDir: config().dataDir, log: quiet });
  try {
    if (!isFilled) await empty(database.url);
    await migrate(database.url);
    useDatabase(database.url);
    await loadCatalog(pool());
    await ensureSigningKey();
    if (!isFilled) await tellStory().then(addUsage);
    writeFileSync(marker(), "filled");
    print(await freshSignIns());
  } finally {
    await closeDatabase();
    await database.stop();
  }
}

async function empty(url: string): Promise<void> {
  const client = await connect(url);
  try {
    await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  } finally {
    await client.end();
  }
}

function print(signIns: Awaited<ReturnType<typeof freshSignIns>>): void {
  const width = (column: "role" | "email") => Math.max(0, ...signIns.map((one) => one[column].length));
  const lines = signIns.map(
    ({ role, email, password }) => `    ${role.padEnd(width("role"))}  ${email.padEnd(width("email"))}  ${password}`,
  );
  console.error(`\n  People in ${accountName}, with passwords for this run:\n\n${lines.join("\n")}\n`);
}
