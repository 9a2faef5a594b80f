import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Cluster,
  databaseUser,
  dataDirectoryArgument,
  openCluster,
  serverEnvironment,
} from "@/lib/database/cluster";
import { copyDatabase, databaseUrl } from "@/tests/support/copy-database";
import { newDataDir } from "@/tests/support/made-database";
import { freePort } from "@/tests/support/server";

/**
 * Signals that stop a server: `fast` rolls back and disconnects everyone; `immediate` exits at once without writing
 * anything back.
 */
const signals = { fast: "SIGINT", immediate: "SIGQUIT" } as const;

export type StopMode = keyof typeof signals;

export type OwnPostgres = {
  /** Creates an empty database on this server. */
  newDatabase: (name: string) => Promise<string>;
  start: () => Promise<void>;
  stop: (mode: StopMode) => Promise<void>;
  /** Stops the server and removes all its files. */
  remove: () => Promise<void>;
};

/**
 * The test's own Postgres, as an administrator would run one: independent of Patchbay, always on the same port, stopped
 * and started at will. Uses the embedded programs, so that it works on every machine. `configure`: more settings, as
 * `name=value`.
 */
export async function ownPostgres(configure: (cluster: Cluster) => string[] = () => []): Promise<OwnPostgres> {
  const dataDir = newDataDir("postgres", "empty");
  const cluster = await openCluster(dataDir);
  const more = configure(cluster);
  const port = await freePort();
  const url = `postgresql://${databaseUser}:${cluster.password}@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100", ...more];
    const place = ["-D", dataDirectoryArgument(cluster.account, cluster.dataDirectory), "-p", String(port)];
    const log = openSync(cluster.logFile, "a", 0o600);
    server = spawn(cluster.binaries.postgres, [...place, ...settings.flatMap((one) => ["-c", one])], {
      cwd: cluster.dataDirectory,
      env: serverEnvironment(),
      stdio: ["ignore", log, log],
      ...cluster.account,
    });
    closeSync(log);
    await once(server, "spawn");
  }

  async function stop(mode: StopMode): Promise<void> {
    const stopping = server;
    if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return;
    const gone = once(stopping, "exit");
    stopping.kill(signals[mode]);
    await gone;
  }

  const endWithUs = () => void server?.kill("SIGQUIT");
  process.once("exit", endWithUs);
  await start();
  return {
    async newDatabase(name) {
      await whenReady(() => copyDatabase(url, name, "template0"));
      return databaseUrl(url, name);
    },
    start,
    stop,
    async remove() {
      process.off("exit", endWithUs);
      await stop("immediate");
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

const attempts = 400;

async function whenReady(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) throw error;
      await sleep(25);
    }
  }
}
