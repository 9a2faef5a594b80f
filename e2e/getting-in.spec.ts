import { Console } from "./console";
import { expect, owner, test } from "./fixtures";

test("a signed-out visit comes back to where it wanted to go", async ({ page }) => {
  await page.goto("/activity?from=here");
  await new Console(page).signIn(owner.email, owner.password);
  await page.waitForURL(/\/activity\?from=here$/);
});

test.describe("wrong passwords", () => {
  test.use({ expectedErrors: [/status of 401/] });

  test("say the same for known and unknown people, keep the address typed, and are limited", async ({ page }) => {
    const person = new Console(page);
    await page.goto("/sign-in");
    for (let attempt = 0; attempt < 5; attempt++) {
      await person.signIn("stranger@example.com", `guess number ${attempt}`);
      await expect(page.getByText("Wrong email or password.")).toBeVisible();
      await expect(page.getByLabel("Email")).toHaveValue("stranger@example.com");
    }
    await person.signIn("stranger@example.com", "guess number 5");
    await expect(page.getByText(/Too many attempts/)).toBeVisible();
    await person.signIn(owner.email, "not the owner's");
    await expect(page.getByText("Wrong email or password.")).toBeVisible();
  });
});

test.describe("an address of no page", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("is not found within the console, and outside of it for those who are signed out", async ({ asOwner }) => {
    const { page } = asOwner;
    const develop = page.getByRole("button", { name: "Develop" });
    await page.goto("/nope");
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expect(develop).toBeVisible();
    await page.context().clearCookies();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expect(develop).toBeHidden();
  });
});

test("signing out ends the session for good", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const person = new Console(page);
  await page.goto("/apps");
  await person.signIn(owner.email, owner.password);
  await expect(page.getByRole("heading", { name: "Created apps" })).toBeVisible();
  const { cookies } = await context.storageState();
  await person.signOut();
  await context.addCookies(cookies);
  await page.goto("/apps");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await context.close();
});

test("an invitation works once, for the role it names", async ({ asOwner, browser, baseURL }) => {
  const link = await asOwner.invite("dora@example.com", "Developer");
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const dora = new Console(await context.newPage());
  await dora.join(link, "Dora Dev", "doras long password");
  await dora.createApp("Dora's app");
  await asOwner.page.goto("/people");
  await expect(asOwner.page.getByRole("row", { name: /Dora Dev.*Developer/ })).toBeVisible();
  const again = await context.newPage();
  await again.goto(link);
  await expect(again.getByRole("button", { name: "Join" })).toBeHidden();
  await context.close();
});

test.describe("addresses that lead nowhere", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("are not found, whether the app is unknown or another's", async ({ asOwner }) => {
    for (const path of ["/apps/AAAAAAAAAAAAAAAAAAAAAA/credentials", "/apps/%00/scopes", "/nowhere"]) {
      const response = await asOwner.page.goto(path);
      expect(response?.status(), path).toBe(404);
    }
    const search = await asOwner.page.request.get("/apps/AAAAAAAAAAAAAAAAAAAAAA/scopes/search?q=user");
    expect(search.status()).toBe(404);
    await asOwner.page.context().clearCookies();
    const signedOut = await asOwner.page.request.get("/apps/AAAAAAAAAAAAAAAAAAAAAA/features/search?q=user");
    expect(signedOut.status()).toBe(401);
  });
});
