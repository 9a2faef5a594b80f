import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/bootstrap/browser.mjs";
import { keepTemporaryFilesInMemory } from "./tests/support/temporary.mjs";

keepTemporaryFilesInMemory();

// Stories never need the network; a browser that looks for updates only costs time. As root there is no sandbox.
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const inContainer = process.getuid?.() === 0 || Boolean(process.env.CI);
const systemBrowser = findBrowser();

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./tests/support/made-database.ts",
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    browserName: "chromium",
    // Dialogs come and go at once; nobody looks.
    contextOptions: { reducedMotion: "reduce" },
    // A trace costs a third of the time: to see why a story failed, run it again with --trace on.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(systemBrowser ? { executablePath: systemBrowser } : {}),
      ...(inContainer ? { args: quiet } : {}),
    },
  },
});
