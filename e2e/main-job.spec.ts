import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { startServer, type TestServer } from "@/tests/support/server";
import { Console } from "./console";
import { expect, test } from "./fixtures";

// From the printed link to a token, and back to no token: one person, one app, a story for each promise on the way. Each
// goes on where the one before has ended; when one fails, those after it are not run.

test.describe.configure({ mode: "serial" });

let server: TestServer;
let page: Page;
let person: Console;
let appId: string;
/** What the product offers to paste into a terminal. */
let curl: string;
/** The token that is in use. */
let token: string;

const open = async (browser: Browser): Promise<Page> => (await browser.newContext({ baseURL: server.url })).newPage();

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await open(browser);
  person = new Console(page);
});

test.afterAll(async () => {
  await page?.context().close();
  expect(await server?.stop()).toBe(0);
});

const link = () => /http:\S+\/set-up\S+/.exec(server.output())?.[0] ?? "";
const me = (bearer: string) => fetch(`${server.url}/v2/users/me`, { headers: { authorization: `Bearer ${bearer}` } });
const statusOf = async (bearer: string) => (await me(bearer)).status;

const paste = (command: string): string =>
  JSON.parse(execFileSync("sh", ["-c", `${command} -s`], { encoding: "utf8", stdio: "pipe" })).access_token;
const pasteInVain = (command: string) =>
  expect(() => execFileSync("sh", ["-c", `${command} -s --fail`], { stdio: "pipe" })).toThrow();

const shownCurl = () => page.getByRole("tabpanel", { name: "curl" }).locator("code");
const offeredCurl = async () => (await shownCurl().textContent()) ?? "";

test("the printed link makes the account and its owner, who is signed in", async () => {
  await page.goto(link());
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Account name")).toBeFocused();
  await page.getByLabel("Account name").fill("Lighthouse");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Your name")).toBeFocused();
  await page.getByLabel("Your name").fill("Ada Keeper");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Password").fill("keeps the light on");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Created apps" })).toBeVisible();
});

test("the printed link works once", async ({ browser }) => {
  const stranger = await open(browser);
  await stranger.goto(link());
  await expect(stranger.getByLabel("Account name")).toBeHidden();
  await stranger.context().close();
});

test("an app is built and activated step by step, each step leading to the next", async () => {
  appId = await person.buildApp("Ferry times");
  await person.revealSecret();
  await person.continue();
  await expect(page.getByLabel("Company name")).toHaveValue("Lighthouse");
  await page.getByLabel("Short description").fill("Publishes when the ferry leaves.");
  await person.saved();
  await person.continue();
  await expect(page.getByRole("switch", { name: "Event subscriptions" })).not.toBeChecked();
  await person.continue();
  await person.addScopes("user:read:user:admin");
  await person.continue();
  await person.activate();
});

test("the command that App credentials offers gets a token, which is its owner's", async () => {
  await person.step("App credentials");
  await person.revealSecret();
  curl = await offeredCurl();
  token = paste(curl);
  const answer = await me(token);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ email: "ada@example.com", first_name: "Ada" });
});

test("Tokens and calls counts the token and the call", async () => {
  await page.getByRole("link", { name: "Tokens and calls" }).click();
  await expect(page.getByRole("heading", { name: "Tokens and calls of Ferry times" })).toBeVisible();
  const figure = (name: string) => page.getByRole("term").filter({ hasText: name }).locator("+ dd");
  await expect(async () => {
    await page.reload();
    await expect(figure("Tokens")).toHaveText("1", { timeout: 500 });
    await expect(figure("Calls of /v2")).toHaveText("1", { timeout: 500 });
  }).toPass();
});

test("a deactivated app's token is dead, and it gets no other", async () => {
  await page.goto(`/apps/${appId}/activation`);
  await person.deactivate();
  await expect(page.getByRole("region", { name: "Condition" })).toHaveText("Not working: not activated");
  expect(await statusOf(token)).toBe(401);
  pasteInVain(curl);
});

test("activated again the app gets a new token, and the old one stays dead", async () => {
  await person.activate();
  await expect(page.getByRole("region", { name: "Condition" })).toHaveText("Working");
  expect(await statusOf(token)).toBe(401);
  token = paste(curl);
  expect(await statusOf(token)).toBe(200);
});

test("a regenerated secret works beside the old one until that is revoked, and its tokens with it", async () => {
  await person.step("App credentials");
  await expect(shownCurl()).toContainText("$CLIENT_SECRET");
  await person.regenerateSecret("In 7 days");
  // The new secret stays masked in the field and in the command alike until it is revealed.
  await expect(shownCurl()).toContainText("$CLIENT_SECRET");
  await person.revealSecret();
  const newCurl = await offeredCurl();
  expect(newCurl).not.toBe(curl);
  expect(await statusOf(paste(curl))).toBe(200);
  const newToken = paste(newCurl);
  await person.revokeOldSecret();
  expect([await statusOf(token), await statusOf(newToken)]).toEqual([401, 200]);
  pasteInVain(curl);
  [curl, token] = [newCurl, newToken];
});

test("with client secrets switched off their tokens rest, and live again once they are switched on", async () => {
  const key = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  await person.addPublicKey("Backend", JSON.stringify(key));
  const secretsMayBeUsed = page.getByRole("switch", { name: "Client secrets may be used" });
  await secretsMayBeUsed.click();
  await expect(page.getByText("Client secrets are switched off")).toBeVisible();
  expect(await statusOf(token)).toBe(401);
  await secretsMayBeUsed.click();
  await expect(page.getByText("Client secrets are switched off")).toBeHidden();
  expect(await statusOf(token)).toBe(200);
});

test("an app is removed once its name is typed, and its token and its secret with it", async () => {
  await page.getByRole("link", { name: "Created apps" }).click();
  await person.actionsFor("Ferry times");
  await page.getByRole("menuitem", { name: "Remove App" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove App" });
  await expect(dialog.getByRole("button", { name: "Remove App" })).toBeDisabled();
  await dialog.getByLabel("Type the app name to confirm").fill("Ferry times");
  await dialog.getByRole("button", { name: "Remove App" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Actions for Ferry times" })).toBeHidden();
  expect(await statusOf(token)).toBe(401);
  pasteInVain(curl);
});
