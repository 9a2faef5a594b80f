import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alone } from "./alone.mjs";
import { findBrowser } from "./browser.mjs";
import { install } from "./install.mjs";
import { enterProject, inProject } from "./project.mjs";
import { orStop, Stop, say } from "./stop.mjs";

const largestBytes = 150_000;

/** Each picture: its file in docs/images, and how to get there from Created apps. */
const pictures = [
  { file: "created-apps", open: async () => undefined },
  { file: "app-credentials", open: (page) => openStep(page, "HR directory sync", "App credentials") },
  { file: "add-scopes", open: openAddScopes },
  { file: "activation", open: (page) => openStep(page, "Old intranet widget", "Activation") },
  { file: "deliveries", open: openDeliveries },
  { file: "activity", open: (page) => page.getByRole("link", { name: "Activity" }).click() },
];

/** Starts a new demo on a free port and takes all pictures as its account owner, at 1280 × 800 in light mode. */
export function screenshots() {
  return orStop(async () => {
    enterProject();
    await alone(install);
    const folder = mkdtempSync(join(tmpdir(), "patchbay-pictures-"));
    const demo = await startDemo(folder);
    try {
      await takeAll(demo);
    } finally {
      demo.child.kill("SIGTERM");
      await once(demo.child, "close");
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

async function startDemo(folder) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: folder };
  const child = spawn(process.execPath, ["scripts/run.mjs", "demo"], { env, stdio: ["ignore", "ignore", "pipe"] });
  const said = await untilServing(child);
  const [, email, password] = /Owner +(\S+) +(\S+)/.exec(said) ?? [];
  if (!email) throw new Stop("The demo didn't start. See above for the reason.");
  return { child, url: `http://localhost:${port}`, email, password };
}

/** What the child has written by the time it is ready; empty if it has ended. */
function untilServing(child) {
  let said = "";
  return new Promise((resolve) => {
    child.once("close", () => {
      process.stderr.write(said);
      resolve("");
    });
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (said.includes("Sign in at")) resolve(said);
    });
  });
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function takeAll({ url, email, password }) {
  const { chromium } = await import("@playwright/test");
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    ...(findBrowser() ? { executablePath: findBrowser() } : {}),
    args: isRoot ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1280, height: 800 }, colorScheme: "light" });
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    for (const picture of pictures) await take(page, picture);
  } finally {
    await browser.close();
  }
}

async function take(page, { file, open }) {
  await page.waitForURL(/\/apps$/);
  await open(page);
  await page.waitForLoadState("networkidle");
  const png = await page.screenshot({ animations: "disabled", caret: "hide" });
  if (png.length > largestBytes) throw new Stop(`${file}.png has ${png.length} bytes; the limit is ${largestBytes}.`);
  writeFileSync(inProject("docs", "images", `${file}.png`), png);
  say(`docs/images/${file}.png, ${Math.round(png.length / 1000)} KB`);
  await page.goto("/apps");
}

async function openDeliveries(page) {
  await page.getByRole("link", { name: "Meeting room lights", exact: true }).click();
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await page.getByRole("table", { name: "Deliveries" }).waitFor();
}

async function openStep(page, app, step) {
  await page.getByRole("link", { name: app, exact: true }).click();
  await page.getByRole("navigation", { name: "Steps" }).getByRole("link", { name: step, exact: true }).click();
  await page.getByRole("navigation", { name: "Steps" }).locator("[aria-current=step]", { hasText: step }).waitFor();
}

async function openAddScopes(page) {
  await openStep(page, "Recording archive", "Scopes");
  await page.getByRole("button", { name: "Add Scopes", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Add Scopes" });
  await dialog.getByRole("searchbox", { name: "Search scopes" }).fill("recording");
  await dialog.getByRole("checkbox").first().waitFor();
}
