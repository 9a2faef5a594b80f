import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPostmaster } from "@/lib/database/postmaster";
import { newDataDir } from "@/tests/support/made-database";

export type TestServer = {
  /** The URL to open, without a trailing slash. */
  url: string;
  /** Where its database and keys are; another server needs it to continue after this one was killed. */
  dataDir: string;
  process: ChildProcess;
  /** Its output so far. */
  output: () => string;
  /** Its standard output so far. */
  log: () => string;
  /** Asks it to stop and resolves with its exit code; its data directory is removed. */
  stop: () => Promise<number | null>;
  /** Kills it; its data directory and its database server remain, as after a crash. */
  kill: () => Promise<void>;
};

const readyWithinMs = 60_000;
const builtServer = "dist/server.js";

/** A file for Node to run, or one with its arguments. */
type Program = string | string[];

/**
 * Runs the built server (dist/server.js), or another program that becomes it, on a free port, by default with an
 * embedded database without an account in a temporary folder. Resolves once it is ready. Of this process's environment it
 * only sees PATH.
 * @throws Error with the server's output if it ends instead
 */
export async function startServer(
  env: Record<string, string> = {},
  program: Program = builtServer,
): Promise<TestServer> {
  const dataDir = env.DATA_DIR ?? newDataDir("server");
  const port = env.PORT ?? String(await freePort());
  const url = `http://localhost:${port}`;
  const server = runServer({ PORT: port, LOG_LEVEL: "warn", ...env, DATA_DIR: dataDir }, program);
  leftovers.set(server.process, env.DATA_DIR ? null : dataDir);
  await ready(server, url);
  return {
    url,
    dataDir,
    process: server.process,
    output: server.output,
    log: server.log,
    async stop() {
      server.process.kill("SIGTERM");
      const code = await server.exit;
      if (!env.DATA_DIR) await removeDataDir(dataDir);
      return code;
    },
    async kill() {
      server.process.kill("SIGKILL");
      await server.exit;
    },
  };
}

/** Servers, and their temporary folders, that a failing test may leave behind. */
const leftovers = new Map<ChildProcess, string | null>();

process.once("exit", () => {
  for (const [server, folder] of leftovers) {
    server.kill("SIGKILL");
    if (folder) killDatabaseServer(folder);
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
});

/** Removes a data directory, and the database server that a killed owner has left running in it. */
export async function removeDataDir(dataDir: string): Promise<void> {
  killDatabaseServer(dataDir);
  while (databaseServer(dataDir)) await sleep(20);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
}

const databaseServer = (dataDir: string) => findPostmaster(join(dataDir, "database", "data"));

function killDatabaseServer(dataDir: string): void {
  const left = databaseServer(dataDir);
  if (left) process.kill(left.pid, "SIGQUIT");
}

/**
 * Runs the built server, or another program, with only this environment (and PATH), whether or not it becomes ready.
 */
export function runServer(env: Record<string, string>, program: Program = builtServer) {
  const child = spawn(process.execPath, [program].flat(), {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (written += chunk));
  child.stdout.on("data", (chunk) => (log += chunk));
  const exit = once(child, "close").then(([code]) => code as number | null);
  return { process: child, exit, output: () => written, log: () => log };
}

async function ready({ process: child, output }: ReturnType<typeof runServer>, url: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += 50) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended:\n${output()}`);
    if (output().includes("Patchbay is running at ")) return;
    await sleep(50);
  }
  child.kill("SIGKILL");
  throw new Error(`${url} was not ready after ${readyWithinMs / 1000} s:\n${output()}`);
}

/** A port on which nothing is listening right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (!address || typeof address !== "object") throw new Error("There is no free port");
  return address.port;
}
