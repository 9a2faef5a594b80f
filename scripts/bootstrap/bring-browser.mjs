import { spawnSync } from "node:child_process";
import { findBrowser, isExecutable, onPath } from "./browser.mjs";
import { run } from "./run.mjs";
import { Stop, say } from "./stop.mjs";

/** Chromium without its windows is quicker; the whole one will do. */
const packages = ["chromium-headless-shell", "chromium"];

const playwright = "node_modules/@playwright/test/cli.js";

/**
 * Brings a browser for the stories where there is none: of the system's packages where those may be installed, else
 * Playwright's own.
 * @throws Stop when neither can be had
 */
export async function bringBrowser() {
  if (findBrowser() || (await hasPlaywrights())) return;
  if (process.getuid?.() === 0 && onPath("apt-get") && installPackage()) return;
  say("no browser was found; downloading Playwright's (about 100 MB) …");
  await run(process.execPath, [playwright, "install", "chromium"], { show: true });
  if (await hasPlaywrights()) return;
  throw new Stop("No browser was found for the stories, and none could be installed. Put chromium on the PATH.");
}

async function hasPlaywrights() {
  const { chromium } = await import("@playwright/test");
  return isExecutable(chromium.executablePath());
}

/** A package that the system lacks is no failure: the next one may be there. */
function installPackage() {
  say("no browser was found; installing one of the system's packages …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
  apt("update");
  return packages.some((name) => {
    apt("install", "-y", "--no-install-recommends", name);
    return findBrowser();
  });
}
