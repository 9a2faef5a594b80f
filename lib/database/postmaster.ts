import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";

/** A Postgres server process that owns a data directory. */
export type Postmaster = { pid: number; port: number; ready: boolean };

const pidFile = (dataDirectory: string) => join(dataDirectory, "postmaster.pid");

/**
 * The server that owns the data directory right now, from its postmaster.pid; null when there is none. A file left
 * behind by a killed server, whose process id may meanwhile belong to another program, counts as none.
 */
export function findPostmaster(dataDirectory: string): Postmaster | null {
  const recorded = parsePidFile(readPidFile(dataDirectory));
  return recorded && serves(recorded.pid, dataDirectory) ? recorded : null;
}

/** Reads the form of postmaster.pid: process id, data directory, start time, port, socket, address, memory, state. */
export function parsePidFile(text: string): Postmaster | null {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === "ready" };
}

/**
 * Makes a left-behind postmaster.pid harmless. Postgres refuses to start while the process it names is alive, even if
 * that is another program by now; one that names its own parent it takes for stale. The rest of the file is kept,
 * since Postgres finds by it whether old backends still use the shared memory.
 */
export function disarmStalePidFile(dataDirectory: string): void {
  const text = readPidFile(dataDirectory);
  if (text) writeFileSync(pidFile(dataDirectory), text.replace(/^\d+/, String(process.pid)));
}

function readPidFile(dataDirectory: string): string {
  try {
    return readFileSync(pidFile(dataDirectory), "utf8");
  } catch {
    return "";
  }
}

function serves(pid: number, dataDirectory: string): boolean {
  try {
    if (platform() === "linux") return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDirectory);
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(
      dataDirectory,
    );
  } catch {
    return false;
  }
}
