import { delimiter, join } from "node:path";
import { alone } from "./alone.mjs";
import { isExecutable } from "./browser.mjs";
import { generate } from "./generate.mjs";
import { install } from "./install.mjs";
import { root } from "./project.mjs";
import { run } from "./run.mjs";
import { orStop, Stop } from "./stop.mjs";

/** Packages put it where only root's PATH leads. */
const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

/** Runs a real nginx with the example of docs/gateways.md in front of Patchbay; the exit code is that of the tests. */
export function testGateways() {
  return orStop(async () => {
    process.chdir(root);
    const nginx = folders.map((folder) => join(folder, "nginx")).find(isExecutable);
    if (!nginx) {
      throw new Stop("No nginx was found for the test of the gateways. Install the package nginx-light or nginx.");
    }
    await alone(async () => {
      await install();
      await generate();
    });
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project=gateways"];
    const env = { NGINX: nginx, LOG_LEVEL: "silent" };
    process.exit((await run(process.execPath, args, { env, show: true })).code);
  });
}
