import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { loadCatalog } from "@/lib/catalog/load";
import { newPool } from "@/lib/database/connect";
import { startEmbedded } from "@/lib/database/embedded";
import { migrate } from "@/lib/database/migrate";
import { log } from "@/lib/log";
import { copyDatabase, databaseUrl, dropDatabase } from "@/tests/support/copy-database";
import { newDataDir } from "@/tests/support/made-database";

declare module "vitest" {
  interface ProvidedContext {
    /** The server where tests create their databases; the path is the maintenance database. */
    serverUrl: string;
    /** The name of the migrated database that tests copy. */
    template: string;
  }
}

/**
 * Vitest's global setup for the db tests: one Postgres per run (TEST_DATABASE_URL, whose user must be allowed to create
 * databases, or an embedded one in a temporary folder) with the template database, migrated and with the catalog.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `patchbay_template_${process.pid}`;
  await copyDatabase(server.url, template, "template0");
  await fill(databaseUrl(server.url, template));
  project.provide("serverUrl", server.url);
  project.provide("template", template);
  return async () => {
    await dropDatabase(server.url, template);
    await server.stop();
  };
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const dataDir = newDataDir("test", "empty");
  const database = await startEmbedded({ dataDir, log });
  return {
    url: database.url,
    async stop() {
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function fill(url: string): Promise<void> {
  await migrate(url);
  const pool = newPool(url);
  await loadCatalog(pool);
  await pool.end();
}
