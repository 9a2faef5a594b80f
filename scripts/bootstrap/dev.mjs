import { alone } from "./alone.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { requireFreePort } from "./port.mjs";
import { enterProject } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop } from "./stop.mjs";

/**
 * Runs lib/front/server.ts and restarts it when one of its files changes. Screens reload in the browser by themselves.
 */
export function dev() {
  return orStop(async () => {
    enterProject();
    await requireFreePort();
    await alone(async () => {
      await install();
      await generate();
    });
    const env = { NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" };
    const args = [
      "node_modules/tsx/dist/cli.mjs",
      "watch",
      "--clear-screen=false",
      "--exclude=.next/**",
      "lib/front/server.ts",
    ];
    const { code } = await run(process.execPath, args, { env, show: true });
    process.exit(code);
  });
}
