import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { until } from "@/tests/support/until";

// What npm runs, when npm is told to stop or is killed.

const folder = mkdtempSync(join(tmpdir(), "patchbay-npm-"));
const program = `
import { writeFileSync, renameSync } from "node:fs";
import { stopWithNpm } from ${JSON.stringify(resolve("scripts/bootstrap/parent.mjs"))};
stopWithNpm();
process.on("SIGTERM", () => process.exit(0));
setInterval(() => {}, 1000);
writeFileSync("pid.new", String(process.pid));
renameSync("pid.new", "pid");
`;
writeFileSync(join(folder, "program.mjs"), program);

const running = new Set<ChildProcess>();

afterAll(() => {
  for (const { pid } of running) if (pid && isAlive(pid)) process.kill(-pid, "SIGKILL");
  rmSync(folder, { recursive: true });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Starts `npm start` with this script and returns npm and the pid of the program. */
async function start(script: string): Promise<{ npm: ChildProcess; pid: number }> {
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "x", version: "1.0.0", scripts: { start: script } }),
  );
  rmSync(join(folder, "pid"), { force: true });
  const npm = spawn("npm", ["start"], { cwd: folder, stdio: "ignore", detached: true });
  running.add(npm);
  await until(() => existsSync(join(folder, "pid")));
  return { npm, pid: Number(readFileSync(join(folder, "pid"), "utf8")) };
}

test.each(["SIGTERM", "SIGHUP", "SIGKILL"] as const)("ends when npm gets %s", async (signal) => {
  const { npm, pid } = await start("node program.mjs");
  expect(isAlive(pid)).toBe(true);
  npm.kill(signal);
  await until(() => !isAlive(pid));
});

test("ends at Ctrl-C, which the terminal sends to all of them", async () => {
  const { npm, pid } = await start("node program.mjs");
  process.kill(-Number(npm.pid), "SIGINT");
  await until(() => !isAlive(pid));
});

test("ends when npm is killed and its shell is not", async () => {
  const { npm, pid } = await start("node program.mjs; true");
  npm.kill("SIGKILL");
  await until(() => !isAlive(pid));
});
