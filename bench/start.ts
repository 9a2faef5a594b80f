import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { median, printTable } from "@/bench/numbers";
import { buildServer, type RunningConsole, runConsole } from "@/bench/running-console";
import { freePort, removeDataDir, runServer, startServer } from "@/tests/support/server";

/** How soon an installed and built server is ready, and how much memory it uses when idle. */
export const name = "start";

const rounds = 5;
const settleMs = 10_000;

/**
 * Prints the seconds of five starts on an existing embedded database, and the server's memory after visiting all
 * screens.
 */
export async function run(): Promise<void> {
  await buildServer();
  await printStarts();
  const running = await runConsole();
  try {
    await printMemory(running);
  } finally {
    await running.stop();
  }
}

async function printStarts(): Promise<void> {
  const first = await startServer();
  await first.kill();
  const dataDir = first.dataDir;
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await secondsToReady(dataDir));
  await removeDataDir(dataDir);
  printTable([
    ["process start to /readyz 200", "median s", "all"],
    ["embedded database", median(taken).toFixed(2), taken.map((one) => one.toFixed(2)).join(" ")],
  ]);
}

async function secondsToReady(dataDir: string): Promise<number> {
  const port = String(await freePort());
  const begun = performance.now();
  const server = runServer({ PORT: port, DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  const isReady = () =>
    fetch(`http://localhost:${port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  while (!(await isReady())) await sleep(5);
  const seconds = (performance.now() - begun) / 1000;
  server.process.kill("SIGTERM");
  await server.exit;
  return seconds;
}

async function printMemory({ server, page, app, browser }: RunningConsole): Promise<void> {
  const rows = [
    ["memory (resident, MB)", "now", "highest"],
    ["after a start and one app", ...memoryOf(server.process.pid)],
  ];
  const screens = ["/apps", "/build", "/people", "/roles", "/roles/new", "/my-role", "/activity", "/account"];
  const steps = ["credentials", "information", "features", "scopes", "activation", "activity", "ownership"];
  for (const path of [...screens, ...steps.map((step) => `/apps/${app.appId}/${step}`)]) {
    await page.goto(path, { waitUntil: "networkidle" });
  }
  await browser.close();
  await sleep(settleMs);
  rows.push(["idle after a walk over all screens", ...memoryOf(server.process.pid)]);
  printTable(rows);
}

/** As Linux reports it; other systems have no such file. */
function memoryOf(pid: number | undefined): string[] {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return ["VmRSS", "VmHWM"].map((key) => {
    const kibibytes = Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]);
    return ((kibibytes * 1024) / 1e6).toFixed(0);
  });
}
