import { delimiter, join } from "node:path";
import { alone } from "./alone.mjs";
import { isExecutable } from "./browser.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { root } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop, Stop } from "./stop.mjs";

/** Packages install these programs where only root's PATH looks. */
const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

/**
 * The path of a program. @throws Stop if there is none; `otherwise` says what to install
 * @throws Stop when there is none: `otherwise` says what to install
 */
function find(program, otherwise) {
  const found = folders.map((folder) => join(folder, program)).find(isExecutable);
  if (!found) throw new Stop(otherwise);
  return found;
}

/**
 * Runs real nginx and Caddy, configured as in docs/gateways.md, in front of Patchbay; exits with the tests' exit code.
 */
export function testGateways() {
  return orStop(async () => {
    process.chdir(root);
    const env = {
      NGINX: find("nginx", "This test needs nginx, which wasn't found. Install the package nginx-light or nginx."),
      CADDY: find("caddy", "This test needs Caddy, which wasn't found. Install the package caddy."),
      LOG_LEVEL: "silent",
    };
    await alone(async () => {
      await install();
      await generate();
    });
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project=gateways"];
    process.exit((await run(process.execPath, args, { env, show: true })).code);
  });
}
