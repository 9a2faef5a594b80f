import { resolve } from "node:path";
import { alone } from "./alone.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { enterProject } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop } from "./stop.mjs";

/**
 * Arguments with file paths resolved against the caller's folder, because npm and the programs run in the project's
 * folder.
 */
export const fromCaller = (args) =>
  args.map((arg) => (arg.startsWith("-") ? arg : resolve(process.env.INIT_CWD ?? process.cwd(), arg)));

/** Runs a TypeScript program of the project, after installing what it needs, and exits with its exit code. */
export function runTypeScript(program, args) {
  return orStop(async () => {
    enterProject();
    await alone(async () => {
      await install();
      await generate();
    });
    const { code } = await run(process.execPath, ["--import", "tsx", program, ...args], { show: true });
    process.exit(code);
  });
}
