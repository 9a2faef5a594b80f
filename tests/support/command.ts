import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { projectRoot } from "@/lib/database/project-root";

/** A command's output on both streams, and its exit code; null if it was killed. */
export type CommandEnd = { code: number | null; said: string };

/** Runs a program of the project as its npm script does, with only this environment (and PATH). */
export function startCommand(program: string, args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", join(projectRoot(), program), ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]).then(
    ([said, complained, [code]]): CommandEnd => ({ code: code as number | null, said: `${said}${complained}` }),
  );
  return { child, ended };
}
