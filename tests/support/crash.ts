import { readdirSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { databaseUser, openCluster } from "@/lib/database/cluster";
import { childrenOf, findPostmaster, serves } from "@/lib/database/postmaster";
import type { TestServer } from "@/tests/support/server";

const dataDirectory = (dataDir: string) => join(dataDir, "database", "data");

/** Kills a server, its database server and all of that server's processes, as a power failure would. */
export async function killEverything(server: Pick<TestServer, "dataDir" | "process" | "kill">): Promise<void> {
  const postmaster = findPostmaster(dataDirectory(server.dataDir));
  server.process.kill("SIGKILL");
  if (postmaster) for (const pid of [postmaster.pid, ...childrenOf(postmaster.pid)]) killIfThere(pid);
  await server.kill();
}

/** How many database servers run on the data directory; two would destroy it. */
export function countPostmasters(dataDir: string): number {
  if (platform() !== "linux") return findPostmaster(dataDirectory(dataDir)) ? 1 : 0;
  const pids = readdirSync("/proc").map(Number).filter(Boolean);
  const inside = pids.filter((pid) => serves(pid, dataDirectory(dataDir)));
  const children = new Set(inside.flatMap(childrenOf));
  return inside.filter((pid) => !children.has(pid)).length;
}

/** The URL of the embedded database running in the data directory. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const { password } = await openCluster(dataDir);
  const port = findPostmaster(dataDirectory(dataDir))?.port;
  return `postgresql://${databaseUser}:${password}@127.0.0.1:${port}/patchbay`;
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself when its parent did.
  }
}
