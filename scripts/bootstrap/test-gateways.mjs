import { existsSync } from "node:fs";
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

/** Where Apache's modules are, mod_auth_openidc among them. @throws Stop if it isn't installed */
function findModules() {
  const places = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules"];
  const found = places.find((place) => existsSync(join(place, "mod_auth_openidc.so")));
  if (found) return found;
  throw new Stop(
    "This test needs Apache's mod_auth_openidc, which wasn't found. Install the package libapache2-mod-auth-openidc.",
  );
}

/**
 * Runs real nginx, Caddy, HAProxy and Apache, configured as in docs/gateways.md, in front of Patchbay; exits with the tests' exit code.
 */
export function testGateways() {
  return orStop(async () => {
    process.chdir(root);
    const env = {
      NGINX: find("nginx", "This test needs nginx, which wasn't found. Install the package nginx-light or nginx."),
      HAPROXY: find("haproxy", "This test needs HAProxy, which wasn't found. Install the package haproxy."),
      APACHE: find("apache2", "This test needs Apache, which wasn't found. Install the package apache2."),
      APACHE_MODULES: findModules(),
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
