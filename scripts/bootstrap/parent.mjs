import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const everyMs = 250;

/**
 * Stops this process, as SIGTERM would, once the npm that runs it has ended. npm passes signals on to its shell only,
 * and a shell that is killed leaves its children running. Does nothing if npm doesn't run it.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const { isShell, parent: npm } = look(parent);
  const watch = setInterval(() => {
    if (process.ppid === parent && (!isShell || isAlive(npm))) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, everyMs);
  watch.unref();
}

/** Whether a process is a shell that runs one command, as npm's is unless it has become that command; and its parent. */
function look(pid) {
  const { args, parent } = inProc(pid) ?? byPs(pid);
  return { isShell: args[1] === "-c" && parent > 1, parent };
}

function inProc(pid) {
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { args, parent: Number(parent) };
  } catch {
    return null;
  }
}

function byPs(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
  const [parent, ...args] = (stdout ?? "").trim().split(/\s+/);
  return { args, parent: Number(parent) };
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
