import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { databaseUser, openCluster } from "@/lib/database/cluster";
import { findPostmaster } from "@/lib/database/postmaster";
import type { TestServer } from "@/lib/testing/server";

const dataDirectory = (dataDir: string) => join(dataDir, "database", "data");

/** Kills a server, its database server and all processes of that one, as when the power fails. */
export async function killEverything(server: Pick<TestServer, "dataDir" | "process" | "kill">): Promise<void> {
  const postmaster = findPostmaster(dataDirectory(server.dataDir));
  server.process.kill("SIGKILL");
  if (postmaster) for (const pid of [postmaster.pid, ...childrenOf(postmaster.pid)]) killIfThere(pid);
  await server.kill();
}

/** How many database servers run on the data directory: two would destroy it. */
export function countPostmasters(dataDir: string): number {
  if (platform() !== "linux") return findPostmaster(dataDirectory(dataDir)) ? 1 : 0;
  const inside = processes().filter(({ pid }) => workingDirectory(pid) === realpathSync(dataDirectory(dataDir)));
  return inside.filter(({ parent }) => !inside.some(({ pid }) => pid === parent)).length;
}

/** The URL of the embedded database that runs in the data directory. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const { password } = await openCluster(dataDir);
  const port = findPostmaster(dataDirectory(dataDir))?.port;
  return `postgresql://${databaseUser}:${password}@127.0.0.1:${port}/patchbay`;
}

const childrenOf = (parent: number): number[] =>
  processes()
    .filter((one) => one.parent === parent)
    .map(({ pid }) => pid);

/** Only Linux tells without a program that may not be installed; elsewhere the processes of a database server end with it. */
function processes(): { pid: number; parent: number }[] {
  if (platform() !== "linux") return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => ({ pid: Number(pid), parent: parentOf(pid) }));
}

function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
  } catch {
    return 0;
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended by itself when its parent did.
  }
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}
