import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { alone } from "./alone.mjs";
import { build } from "./build.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { requireFreePort } from "./port.mjs";
import { inProject, root } from "./project.mjs";
import { run } from "./run.mjs";
import { serve } from "./start.mjs";
import { orStop, Stop, say } from "./stop.mjs";

/** Environment variables the demo uses. All others, and .env, belong to the real installation. */
const itsOwn = ["PORT", "HOST", "DATA_DIR", "LOG_LEVEL"];

/** Starts the product with the demo account, which is created on the first start and kept. */
export function demo() {
  return orStop(async () => {
    process.chdir(root);
    takeSettings();
    requireLoopback(process.env.HOST);
    requireFolderOfItsOwn(process.env.DATA_DIR);
    await requireFreePort("npm run demo");
    await alone(async () => {
      await install();
      await generate();
      await build();
    });
    say("preparing the demo account …");
    const { code } = await run(process.execPath, ["--import", "tsx", "lib/demo/demo.ts"], { show: true });
    if (code !== 0) process.exit(code);
    await serve();
  });
}

function takeSettings() {
  const settings = readFileSync(inProject(".env.example"), "utf8").matchAll(/^# ([A-Z_]+)=/gm);
  for (const [, name] of settings) if (!itsOwn.includes(name)) delete process.env[name];
  process.env.HOST ||= "127.0.0.1";
  process.env.DATA_DIR ||= inProject(".data", "demo");
  process.env.LOG_LEVEL ||= "warn";
}

function requireLoopback(host) {
  const isLoopback = host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
  if (isLoopback) return;
  throw new Stop(
    `The demo listens on this machine only, not on ${host}: anyone who can read the terminal can sign in. Unset HOST, or start the product itself with npm start.`,
  );
}

/** The account is only written to a folder that is empty or the demo's own, never into an installation. */
function requireFolderOfItsOwn(folder) {
  if (!existsSync(join(resolve(folder), "database")) || existsSync(join(resolve(folder), "demonstration"))) return;
  throw new Stop(
    `DATA_DIR (${resolve(folder)}) holds an installation that isn't the demo's. Unset it, or choose another folder.`,
  );
}
