import { accessSync, constants, statfsSync } from "node:fs";

const inMemory = "/dev/shm";

/** Room for the databases of a whole run, each with what it has logged. */
const leastRoomBytes = 4 * 1024 ** 3;

/**
 * Lets temporary folders be made in memory where there is room: making and copying databases is most of what tests
 * wait for, and they kill processes, not the machine. `npm run prove` measures on the disk.
 */
export function keepTemporaryFilesInMemory() {
  if (!process.env.TMPDIR && process.env.PROVE !== "full" && hasRoom(inMemory)) process.env.TMPDIR = inMemory;
}

function hasRoom(folder) {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= leastRoomBytes;
  } catch {
    return false;
  }
}
