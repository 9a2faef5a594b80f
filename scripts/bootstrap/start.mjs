import { pathToFileURL } from "node:url";
import { alone } from "./alone.mjs";
import { build } from "./build.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { requireFreePort } from "./port.mjs";
import { enterProject, inProject } from "./project.mjs";
import { orStop, say } from "./stop.mjs";

/**
 * Brings the installed and built files up to date, then becomes the server, in this same process: signals reach it
 * directly, and nothing is left behind when it is killed.
 */
export function start() {
  return orStop(async () => {
    enterProject();
    await requireFreePort();
    await bringUpToDate();
    await serve();
  });
}

/** Installs, generates and builds what has changed. */
export const bringUpToDate = () =>
  alone(async () => {
    await install();
    await generate();
    await build();
  });

/** Becomes the built server, or another built program. */
export async function serve(program = "server.js") {
  say("starting …");
  process.env.NODE_ENV = "production";
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(inProject("dist", program)).href);
}
