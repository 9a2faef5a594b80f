import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { inProject } from "./project.mjs";
import { Stop } from "./stop.mjs";

const lock = inProject(".cache", "bootstrap.lock");

/** Runs `work` alone: only one process at a time may change installed or built files. */
export async function alone(work) {
  take();
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take() {
  mkdirSync(inProject(".cache"), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST")
      throw new Stop(`Can't write to the project's folder: ${error.message}. Make it writable for this user.`);
    const holder = Number(readFileSync(lock, "utf8"));
    if (isAlive(holder)) {
      throw new Stop(
        `Process ${holder} is installing or building in this folder. Wait until it has finished, then try again. (If there is no such process, delete ${lock}.)`,
      );
    }
    rmSync(lock, { force: true });
    take();
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
