import pg from "pg";
import { startEmbedded } from "@/lib/database/embedded";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { newDataDir } from "@/tests/support/made-database";
import { type Answer, type SentRequest, send } from "@/tests/support/send";
import { removeDataDir, startServer } from "@/tests/support/server";

/** A built server with a database that the test can look into, and keys that the test has too. */
export type Site = {
  url: string;
  pool: pg.Pool;
  /** What the server has written so far. */
  output: () => string;
  /** Whether the server's process still lives. */
  isAlive: () => boolean;
  send: (request: SentRequest) => Promise<Answer>;
  stop: () => Promise<void>;
};

/** Starts both, with these settings on top; `stop` ends them and removes what they kept. */
export async function startSite(env: Record<string, string> = {}): Promise<Site> {
  const dataDir = newDataDir("site");
  const database = await startEmbedded({ dataDir, log: { info: () => undefined, warn: () => undefined } });
  const keys = { DATABASE_URL: database.url, SECRET_KEYS: process.env.SECRET_KEYS ?? "" };
  const server = await startServer({ ...keys, ...env });
  const pool = new pg.Pool({ connectionString: database.url });
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
