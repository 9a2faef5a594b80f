import { resolve } from "node:path";
import { alone } from "./alone.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { enterProject } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop } from "./stop.mjs";

/** Arguments with the files among them as the caller meant them: npm, and what runs here, work in the project's folder. */
export const fromCaller = (args) =>
  args.map((arg) => (arg.startsWith("-") ? arg : resolve(process.env.INIT_CWD ?? process.cwd(), arg)));

/** Runs a TypeScript program of the project with what it needs installed, and ends with its exit code. */
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
