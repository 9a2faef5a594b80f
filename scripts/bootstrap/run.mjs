import { spawn } from "node:child_process";
import { root } from "./project.mjs";
import { Stop } from "./stop.mjs";

/**
 * Runs a program in the project's folder and resolves with its exit code and output; with `show` it writes to the
 * terminal instead. It never outlives this process: signals are passed on to it.
 */
export function run(program, args, { env = {}, show = false } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
  });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  const release = passSignals(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  }).finally(release);
}

/** Runs a program that must succeed. Otherwise stops with its output, shortened, and `sentence`. */
export async function mustRun(program, args, sentence, options) {
  const { code, output } = await run(program, args, options).catch((error) => ({ code: 1, output: error.message }));
  if (code === 0) return;
  const said = shorten(output.trim().split("\n")).join("\n");
  throw new Stop(said ? `${said}\n\n${sentence}` : sentence);
}

/** Programs give their reason at the beginning or the end; what is in between rarely helps. */
const shorten = (lines) => (lines.length <= 60 ? lines : [...lines.slice(0, 25), "…", ...lines.slice(-25)]);

function passSignals(child) {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const handlers = signals.map((signal) => () => {
    child.kill(signal);
    child.once("close", () => process.exit(1));
  });
  for (const [i, signal] of signals.entries()) process.on(signal, handlers[i]);
  return () => {
    for (const [i, signal] of signals.entries()) process.off(signal, handlers[i]);
  };
}
