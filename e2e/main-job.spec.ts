import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { startServer } from "@/tests/support/server";
import { Console } from "./console";
import { expect, test } from "./fixtures";

/** Runs what the product offers to paste into a terminal. */
const paste = (command: string): { access_token: string } =>
  JSON.parse(execFileSync("sh", ["-c", command], { encoding: "utf8", stdio: "pipe" }));

test("from the printed link to a token, and back to no token", async ({ browser }) => {
  test.setTimeout(120_000);
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const person = new Console(page);
  const me = (token: string) => fetch(`${server.url}/v2/users/me`, { headers: { authorization: `Bearer ${token}` } });

  const link = /http:\S+\/set-up\S+/.exec(server.output())?.[0] ?? "";
  await page.goto(link);
  await page.getByLabel("Account name").fill("Lighthouse");
  await page.getByLabel("Your name").fill("Ada Keeper");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Password").fill("keeps the light on");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Created apps" })).toBeVisible();

  await person.buildApp("Ferry times");
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

  await person.step("App credentials");
  await person.revealSecret();
  const curl = (await page.getByRole("tabpanel", { name: "curl" }).locator("code").textContent()) ?? "";
  const token = paste(`${curl} -s`).access_token;
  const answer = await me(token);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ email: "ada@example.com", first_name: "Ada" });

  await page.getByRole("link", { name: "Tokens and calls" }).click();
  await expect(page.getByRole("heading", { name: "Tokens and calls of Ferry times" })).toBeVisible();
  const figure = (name: string) => page.getByRole("term").filter({ hasText: name }).locator("+ dd");
  await expect(async () => {
    await page.reload();
    await expect(figure("Tokens")).toHaveText("1", { timeout: 500 });
    await expect(figure("Calls of /v2")).toHaveText("1", { timeout: 500 });
  }).toPass();
  await page.getByRole("link", { name: "Ferry times" }).click();

  await person.step("Activation");
  await person.deactivate();
  expect((await me(token)).status).toBe(401);
  expect(() => paste(`${curl} -s --fail`)).toThrow();

  await person.activate();
  expect((await me(token)).status).toBe(401);
  const second = paste(`${curl} -s`).access_token;
  expect((await me(second)).status).toBe(200);

  await person.step("App credentials");
  await person.regenerateSecret("In 7 days");
  const newCurl = (await page.getByRole("tabpanel", { name: "curl" }).locator("code").textContent()) ?? "";
  expect(newCurl).not.toBe(curl);
  expect((await me(paste(`${curl} -s`).access_token)).status).toBe(200);
  const third = paste(`${newCurl} -s`).access_token;
  await person.revokeOldSecret();
  expect([(await me(second)).status, (await me(third)).status]).toEqual([401, 200]);
  expect(() => paste(`${curl} -s --fail`)).toThrow();
  await person.addPublicKey(
    "Backend",
    JSON.stringify(generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" })),
  );
  await page.getByRole("switch", { name: "Client secrets may be used" }).click();
  await expect(page.getByText("Client secrets are switched off")).toBeVisible();
  expect((await me(third)).status).toBe(401);
  await page.getByRole("switch", { name: "Client secrets may be used" }).click();
  await expect(page.getByText("Client secrets are switched off")).toBeHidden();
  expect((await me(third)).status).toBe(200);

  await page.getByRole("link", { name: "Created apps" }).click();
  await person.actionsFor("Ferry times");
  await page.getByRole("menuitem", { name: "Remove App" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove App" });
  await expect(dialog.getByRole("button", { name: "Remove App" })).toBeDisabled();
  await dialog.getByLabel("Type the app name to confirm").fill("Ferry times");
  await dialog.getByRole("button", { name: "Remove App" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Actions for Ferry times" })).toBeHidden();
  expect((await me(third)).status).toBe(401);
  expect(() => paste(`${newCurl} -s --fail`)).toThrow();

  await page.goto(link);
  await expect(page.getByLabel("Account name")).toBeHidden();
  await context.close();
  expect(await server.stop()).toBe(0);
});
