import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { childrenOf, findPostmaster } from "@/lib/database/postmaster";
import type { TestServer } from "@/tests/support/server";

/** A folder whose disk can be filled to the last byte without affecting any other. */
export type SmallDisk = {
  folder: string;
  fill: (server: TestServer) => Promise<void>;
  /** Frees the space again. */
  clear: (server: TestServer) => void;
  remove: () => void;
};

const mebibytes = 400;

/**
 * A disk for the test, as far as this machine allows: root mounts one in memory, a Mac mounts an image. Elsewhere the
 * server's processes are forbidden to write beyond the first bytes of a file, which to Postgres looks like a full disk,
 * in the same places.
 */
export function smallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), "patchbay-small-disk-"));
  if (platform() === "darwin") return imageDisk(folder);
  return process.getuid?.() === 0 ? memoryDisk(folder) : limitedDisk(folder);
}

function memoryDisk(folder: string): SmallDisk {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=755`, "tmpfs", folder]);
  return fillable(folder, () => execFileSync("umount", ["--lazy", folder]));
}

function imageDisk(folder: string): SmallDisk {
  const image = `${folder}.dmg`;
  execFileSync("hdiutil", ["create", "-quiet", "-size", `${mebibytes}m`, "-fs", "HFS+", image]);
  execFileSync("hdiutil", ["attach", "-quiet", "-nobrowse", "-mountpoint", folder, image]);
  return fillable(folder, () => {
    execFileSync("hdiutil", ["detach", "-quiet", "-force", folder]);
    rmSync(image);
  });
}

function fillable(folder: string, unmount: () => void): SmallDisk {
  const ballast = join(folder, "ballast");
  return {
    folder,
    async fill() {
      const mebibyte = Buffer.alloc(1024 * 1024);
      // In pieces, so that requests to the server in the meantime are not delayed.
      for (;;) {
        try {
          await appendFile(ballast, mebibyte);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
          return;
        }
      }
    },
    clear: () => rmSync(ballast),
    remove() {
      unmount();
      rmSync(folder, { recursive: true });
    },
  };
}

const firstBytes = 65_536;

/** For a user who may not mount anything. */
function limitedDisk(folder: string): SmallDisk {
  function limit(server: TestServer, toBytes: (hard: string) => string): void {
    const postmaster = findPostmaster(join(server.dataDir, "database", "data"))?.pid;
    // In this order: processes the first of them starts in the meantime inherit its limit.
    const pids = [server.process.pid, postmaster, ...(postmaster ? childrenOf(postmaster) : [])];
    for (const pid of pids) if (pid) limitFiles(pid, toBytes);
  }
  return {
    folder,
    fill: async (server) => limit(server, () => String(firstBytes)),
    clear: (server) => limit(server, (hard) => hard),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }),
  };
}

/** Sets the soft limit, which can be raised again up to the hard one. */
function limitFiles(pid: number, toBytes: (hard: string) => string): void {
  const prlimit = (...args: string[]) =>
    execFileSync("prlimit", ["--pid", String(pid), ...args], { encoding: "utf8", stdio: "pipe" });
  try {
    const hard = prlimit("--fsize", "--output=HARD", "--noheadings", "--raw").trim();
    prlimit(`--fsize=${toBytes(hard)}:`);
  } catch (error) {
    // It may have ended between the lookup and the call.
    if (!/No such process/.test(String(error))) throw error;
  }
}
