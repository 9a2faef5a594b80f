import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { projectRoot } from "@/lib/database/project-root";

/** What a command said, on both streams, and how it ended; no code when it was killed. */
export type CommandEnd = { code: number | null; said: string };

/** Runs a program of the project as its npm script does, with exactly this environment (and the path). */
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
