import type pg from "pg";
import { newPool } from "@/lib/database/connect";
import { startEmbedded } from "@/lib/database/embedded";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { newDataDir } from "@/tests/support/made-database";
import { type Answer, type SentRequest, send } from "@/tests/support/send";
import { removeDataDir, startServer } from "@/tests/support/server";

/** A built server whose database and keys the test can use too. */
export type Site = {
  url: string;
  pool: pg.Pool;
  /** The server's output so far. */
  output: () => string;
  /** Whether the server's process is still running. */
  isAlive: () => boolean;
  send: (request: SentRequest) => Promise<Answer>;
  stop: () => Promise<void>;
};

/** Starts the server and its database with additional settings; `stop` ends both and removes their files. */
export async function startSite(env: Record<string, string> = {}): Promise<Site> {
  const dataDir = newDataDir("site");
  const database = await startEmbedded({ dataDir, log: { info: () => undefined, warn: () => undefined } });
  const keys = { DATABASE_URL: database.url, SECRET_KEYS: process.env.SECRET_KEYS ?? "" };
  const server = await startServer({ ...keys, ...env });
  const pool = newPool(database.url);
  ignoreEnds(pool);
  return {
    url: server.url,
    pool,
    output: server.output,
    isAlive: () => server.process.exitCode === null && server.process.signalCode === null,
    send: (request) => send(Number(new URL(server.url).port), request),
    async stop() {
      await pool.end();
      await server.stop();
      await database.stop();
      await removeDataDir(dataDir);
    },
  };
}
