import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { type Cluster, dataDirectoryArgument, serverEnvironment } from "@/lib/database/cluster";
import { disarmStalePidFile } from "@/lib/database/postmaster";

const fewestConnections = 100;
const spareConnections = 20;

/** Two WAL segments of 16 MiB: recovery needs one, and the first writes after it may need another. */
const leastRoomBytes = 32 * 1024 * 1024;

/**
 * Starts a server on the data directory, detached from the terminal so that Ctrl-C reaches only us.
 * `connections`: how many to make room for, plus some for commands.
 */
export async function launch(cluster: Cluster, port: number, connections: number): Promise<ChildProcess> {
  disarmStalePidFile(cluster.dataDirectory);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: String(Math.max(fewestConnections, connections + spareConnections)),
    timezone: "UTC",
    log_checkpoints: "off",
    cluster_name: "patchbay",
  };
  const args = ["-D", dataDirectoryArgument(cluster.account, cluster.dataDirectory), "-p", String(port)];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const log = openSync(cluster.logFile, "w", 0o600);
  const server = spawn(cluster.binaries.postgres, args, {
    cwd: cluster.dataDirectory,
    env: serverEnvironment(),
    stdio: ["ignore", log, log],
    detached: true,
    ...cluster.account,
  });
  closeSync(log);
  server.unref();
  await new Promise((resolve, reject) => server.once("spawn", resolve).once("error", reject));
  return server;
}

/** Why a launched server exited before it was ready, as a sentence. */
export function whyNotStarted(cluster: Cluster): string {
  const reason = lastComplaint(cluster).replace(/^.*?(FATAL|PANIC|ERROR):\s*/, "") || "it exited at once";
  return `The embedded database did not start: ${reason}. Its log: ${cluster.logFile}`;
}

/** The last line of the server's log that reports a failure, or simply its last line. */
export const lastComplaint = (cluster: Cluster): string =>
  complaintsIn(cluster).at(-1) ?? readLog(cluster).trim().split("\n").at(-1) ?? "";

const complaintsIn = (cluster: Cluster): string[] =>
  readLog(cluster)
    .split("\n")
    .filter((line) => /FATAL|PANIC|ERROR|could not/.test(line) && !toldToClients.test(line));

/** Sent to clients that connect while the server starts, recovers or stops; not a failure. */
const toldToClients = /FATAL: {2}the database system is /;

/** The cause may not be the last line: later ones name the failed checkpoint or sessions that ended with the server. */
const lastFew = 10;

/** Whether the server exited because its disk is full. Checks free space too: a full disk may keep it from logging that. */
export function isDiskFull(cluster: Cluster): boolean {
  // EDQUOT (a quota) and EFBIG (a limit on file size) count as well.
  const isFull = /No space left on device|Disk quota exceeded|File too large/;
  return (
    complaintsIn(cluster)
      .slice(-lastFew)
      .some((line) => isFull.test(line)) || !hasRoom(cluster)
  );
}

/** Whether the disk has room for a server to recover and write. */
export function hasRoom(cluster: Cluster): boolean {
  const { bavail, bsize } = statfsSync(cluster.dataDirectory);
  return bavail * bsize >= leastRoomBytes;
}

function readLog(cluster: Cluster): string {
  try {
    return readFileSync(cluster.logFile, "utf8");
  } catch {
    return "";
  }
}

/** A loopback port that nothing is listening on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
