import { type Browser, chromium, type Page } from "@playwright/test";
import { Console } from "@/e2e/console";
import type { Visitor } from "@/e2e/weigh";
import { alone } from "@/scripts/bootstrap/alone.mjs";
import { findBrowser } from "@/scripts/bootstrap/browser.mjs";
import { build } from "@/scripts/bootstrap/build.mjs";
import { startServer, type TestServer } from "@/tests/support/server";

export const buildServer = (): Promise<void> => alone(build);

export type RunningConsole = {
  server: TestServer;
  browser: Browser;
  /** The account owner's page. */
  page: Page;
  owner: Required<Visitor>;
  /** An activated app with one scope. */
  app: { appId: string; clientId: string; clientSecret: string };
  stop: () => Promise<void>;
};

const person = { email: "olga@example.com", password: "correct horse battery" };

/**
 * The built server with these settings, on a new embedded database, and a browser in which the account owner has
 * created an app.
 */
export async function runConsole(env: Record<string, string> = {}): Promise<RunningConsole> {
  await buildServer();
  const server = await startServer({
    ...env,
    BOOTSTRAP_ACCOUNT_NAME: "Bench",
    BOOTSTRAP_OWNER_EMAIL: person.email,
    BOOTSTRAP_OWNER_PASSWORD: person.password,
  });
  const browser = await launch();
  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  const app = await buildApp(page);
  const owner = { browser, url: server.url, state: await page.context().storageState() };
  const stop = async () => {
    await browser.close();
    await server.stop();
  };
  return { server, browser, page, owner, app, stop };
}

function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: isRoot ? ["--no-sandbox"] : [] });
}

async function buildApp(page: Page): Promise<RunningConsole["app"]> {
  const console = new Console(page);
  await page.goto("/sign-in");
  await console.signIn(person.email, person.password);
  await page.waitForURL(/\/apps$/);
  const appId = await console.createApp("Bench");
  const clientId = await page.getByLabel("Client ID").inputValue();
  const clientSecret = await console.revealSecret();
  await console.step("Scopes");
  await console.addScopes("user:read:user:admin");
  await console.step("Activation");
  await console.activate();
  return { appId, clientId, clientSecret };
}
