import { Console } from "./console";
import { expect, owner, test } from "./fixtures";

test("a changed password counts at once and ends the other sessions", async ({ asNew, browser, baseURL }) => {
  const person = await asNew("Developer");
  const { page } = person;
  await page.getByRole("button", { name: "Account menu" }).click();
  await page.getByRole("menuitem", { name: "Security" }).click();
  await expect(page.getByRole("heading", { name: "Security" })).toBeVisible();
  const email = /developer-\S+@example\.com/.exec((await page.getByRole("main").textContent()) ?? "")?.[0] ?? "";
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const elsewhere = await context.newPage();
  await elsewhere.goto("/sign-in");
  await new Console(elsewhere).signIn(email, "another long password");
  await expect(elsewhere.getByRole("heading", { name: "Created apps" })).toBeVisible();

  await page.getByLabel("Current password").fill("not the one");
  await page.getByLabel("New password").fill("a third long password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("This is not your current password.")).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveValue("a third long password");
  await page.getByLabel("Current password").fill("another long password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed. Your other session was signed out.")).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveValue("");

  await elsewhere.goto("/apps");
  await new Console(elsewhere).signIn(email, "a third long password");
  await expect(elsewhere.getByRole("heading", { name: "Created apps" })).toBeVisible();
  await context.close();
});

test("one of several sessions is ended alone, then all of them", async ({ asNew, browser, baseURL }) => {
  const { page } = await asNew("Developer");
  await page.goto("/profile");
  const email = /developer-\S+@example\.com/.exec((await page.getByRole("main").textContent()) ?? "")?.[0] ?? "";
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const elsewhere = await context.newPage();
  const signInElsewhere = async () => {
    await elsewhere.goto("/sign-in");
    await new Console(elsewhere).signIn(email, "another long password");
    await expect(elsewhere.getByRole("heading", { name: "Created apps" })).toBeVisible();
  };
  await signInElsewhere();
  await page.reload();
  const table = page.getByRole("table", { name: "Where you are signed in" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(table.getByRole("row", { name: /This one/ })).toContainText("Now");
  await table.getByRole("button", { name: /^End the session of/ }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  await elsewhere.goto("/apps");
  await expect(elsewhere.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();

  await signInElsewhere();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL(/\/sign-in/);
  for (const one of [page, elsewhere]) {
    await one.goto("/apps");
    await expect(one.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  }
  await context.close();
});

test("a password link made in People lets somebody set a new password, once", async ({ asOwner, asNew }) => {
  const { page, name } = await asNew("Developer");
  await asOwner.page.goto("/people");
  await asOwner.page.getByRole("button", { name: "Actions for Olga", exact: true }).click();
  await expect(asOwner.page.getByRole("menuitem", { name: "Change role" })).toBeVisible();
  await expect(asOwner.page.getByRole("menuitem", { name: "Create password link" })).toBeHidden();
  await asOwner.page.keyboard.press("Escape");
  await asOwner.page.getByRole("button", { name: `Actions for ${name}` }).click();
  await asOwner.page.getByRole("menuitem", { name: "Create password link" }).click();
  await asOwner.page.getByRole("button", { name: "Create link" }).click();
  const link = await asOwner.page.getByLabel("Password link", { exact: true }).inputValue();
  await asOwner.page.getByRole("button", { name: "Done" }).click();

  await page.goto(link);
  await page.getByLabel("Password").fill("a password by link");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.waitForURL(/\/apps$/);
  await page.goto(link);
  await expect(page.getByText("This link cannot be used")).toBeVisible();
});

test("without mail, whoever forgot their password is told whom to ask", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByText("Ask an account owner for a link")).toBeVisible();
});

test("the account is renamed by who may edit it, and shows nothing secret", async ({ asNew, asOwner }) => {
  const admin = await asNew("Admin");
  await admin.page.goto("/account");
  await admin.page.getByLabel("Account name").fill("Harbour Freight & Sons");
  await admin.page.getByRole("button", { name: "Save name" }).click();
  await expect(admin.page.getByRole("navigation", { name: "Sections" })).toContainText("Harbour Freight & Sons");
  await asOwner.page.goto("/account");
  await expect(asOwner.page.getByLabel("Account name")).toHaveValue("Harbour Freight & Sons");
  await expect(asOwner.page.getByRole("table", { name: "Signing keys" }).getByRole("row")).toHaveCount(2);
  const html = await (await asOwner.page.request.get("/account")).text();
  expect(html).not.toMatch(/"d":"|PRIVATE KEY|secret-keys/);
  await asOwner.page.getByLabel("Account name").fill(owner.account);
  await asOwner.page.getByRole("button", { name: "Save name" }).click();
  await expect(asOwner.page.getByRole("navigation", { name: "Sections" })).toContainText(owner.account);
});
