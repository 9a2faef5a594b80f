import { execFileSync } from "node:child_process";
import {
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  writeSync,
} from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";

/** A Postgres server process that owns a data directory. */
export type Postmaster = { pid: number; port: number; ready: boolean; stopping: boolean };

const pidFile = (dataDirectory: string) => join(dataDirectory, "postmaster.pid");

/**
 * The server that owns the data directory right now, from its postmaster.pid; null if there is none. A file left behind
 * by a killed server, whose process ID may belong to another program by now, doesn't count.
 */
export function findPostmaster(dataDirectory: string): Postmaster | null {
  const recorded = parsePidFile(readPidFile(dataDirectory));
  return recorded && serves(recorded.pid, dataDirectory) ? recorded : null;
}

/** Parses postmaster.pid, line by line: process ID, data directory, start time, port, socket, address, memory, state. */
export function parsePidFile(text: string): Postmaster | null {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === "ready", stopping: lines[7] === "stopping" };
}

/**
 * Makes a stale postmaster.pid harmless. Postgres refuses to start while the process named in it is alive, even if that
 * is another program by now, but it treats a file that names its own parent as stale. The rest of the file is kept,
 * because Postgres uses it to check whether old backends still use the shared memory.
 */
export function disarmStalePidFile(dataDirectory: string): void {
  // Postgres replaces a stale file with a new one. Writing through this descriptor can only reach the old file, so a
  // server that another start launches at this moment keeps its own.
  const file = openIfThere(pidFile(dataDirectory));
  if (file === null) return;
  try {
    const text = readFileSync(file, "utf8");
    const recorded = parsePidFile(text);
    if (!recorded || serves(recorded.pid, dataDirectory)) return;
    ftruncateSync(file);
    writeSync(file, text.replace(/^\d+/, String(process.pid)), 0);
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, "r+");
  } catch {
    return null;
  }
}

function readPidFile(dataDirectory: string): string {
  try {
    return readFileSync(pidFile(dataDirectory), "utf8");
  } catch {
    return "";
  }
}

/** Whether the process is alive and is a Postgres running in the data directory. */
export function serves(pid: number, dataDirectory: string): boolean {
  try {
    if (platform() === "linux") {
      const isInside = readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDirectory);
      // If an upgrade replaced the program's file, Linux marks the link as deleted.
      return isInside && /\/postgres( \(deleted\))?$/.test(readlinkSync(`/proc/${pid}/exe`));
    }
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(
      dataDirectory,
    );
  } catch {
    return false;
  }
}

/** The process IDs of the running children of a process. */
export function childrenOf(pid: number): number[] {
  try {
    const pairs = platform() === "linux" ? parentsOnLinux() : parentsByPs();
    return pairs.filter(([, parent]) => parent === pid).map(([child]) => child);
  } catch {
    return [];
  }
}

const parentsOnLinux = (): [pid: number, parent: number][] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)]);

/** Reads /proc because slim Linux images have no `ps`. */
function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
  } catch {
    return 0;
  }
}

function parentsByPs(): [pid: number, parent: number][] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    return [pid, parent];
  });
}
