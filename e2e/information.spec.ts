import type { Browser, BrowserContextOptions } from "@playwright/test";
import { startServer } from "@/tests/support/server";
import { Console } from "./console";
import { expect, owner, test } from "./fixtures";

const description = "Short description";

/** The same page in another browser, where the same person is at work. */
async function editElsewhere(
  browser: Browser,
  storageState: NonNullable<BrowserContextOptions["storageState"]>,
  url: string,
) {
  const page = await (await browser.newContext({ storageState })).newPage();
  await page.goto(url);
  return page;
}

test("what is typed is saved by itself, and is there after a reload and in the header", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Before");
  await asOwner.step("Information");
  await page.getByLabel("App name").press("End");
  await page.getByLabel("App name").pressSequentially("!");
  await expect(page.getByText("Saving…", { exact: true })).toBeVisible();
  await asOwner.saved();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Before!");
  await page.reload();
  await expect(page.getByLabel("App name")).toHaveValue("Before!");
});

test("leaving the page saves what was typed a moment before", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Leaving");
  await asOwner.step("Information");
  await page.getByLabel(description).fill("typed, then left at once");
  await asOwner.continue();
  await page.waitForURL(/features$/);
  await asOwner.step("Information");
  await expect(page.getByLabel(description)).toHaveValue("typed, then left at once");
});

test("a field that cannot be saved says why beside it, keeps what was typed, and holds nothing else back", async ({
  asOwner,
}) => {
  const { page } = asOwner;
  await asOwner.createApp("Invalid");
  await asOwner.step("Information");
  await page.getByLabel("Developer contact email").fill("nobody at nowhere");
  await page.getByLabel(description).fill("x".repeat(151));
  await page.getByLabel("Company name").fill("Saved all the same");
  await expect(page.getByText("Use at most 150 characters.", { exact: true })).toBeVisible();
  await expect(page.getByText("Enter an email address such as name@example.com.", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Not saved:/)).toBeVisible();
  await asOwner.continue();
  await expect(page.getByLabel(description)).toBeFocused();
  await page.reload();
  await expect(page.getByLabel("Company name")).toHaveValue("Saved all the same");
  await expect(page.getByLabel("Developer contact email")).toHaveValue("nobody at nowhere");
});

test("two editors of the same field see both values; of different fields, both are saved", async ({
  asOwner,
  browser,
  ownerState,
}) => {
  const { page: mine } = asOwner;
  await asOwner.createApp("Shared");
  await asOwner.step("Information");
  const theirs = await editElsewhere(browser, ownerState, mine.url());

  await theirs.getByLabel("Company name").fill("Their company");
  await new Console(theirs).saved();
  await mine.getByLabel("Company name").fill("My company");
  await expect(mine.getByText("Someone else changed this field")).toBeVisible();
  await expect(mine.getByText("Their company", { exact: true })).toBeVisible();
  await mine.getByRole("button", { name: "Save mine" }).click();
  await asOwner.saved();
  await theirs.getByLabel("Short description").fill("Their description");
  await new Console(theirs).saved();
  await mine.getByLabel("Developer contact name").fill("My contact");
  await asOwner.saved();
  await theirs.reload();
  await expect(theirs.getByLabel("Short description")).toHaveValue("Their description");
  await expect(theirs.getByLabel("Company name")).toHaveValue("My company");
  await expect(theirs.getByLabel("Developer contact name")).toHaveValue("My contact");
  await theirs.context().close();
});

test("what was typed over somebody else's change is still there after a look at another step", async ({
  asOwner,
  browser,
  ownerState,
}) => {
  const { page: mine } = asOwner;
  await asOwner.createApp("Looked away");
  await asOwner.step("Information");
  const theirs = await editElsewhere(browser, ownerState, mine.url());
  await theirs.getByLabel("Company name").fill("Their company");
  await new Console(theirs).saved();
  await mine.getByLabel("Company name").fill("My company");
  await expect(mine.getByText("Someone else changed this field")).toBeVisible();
  await asOwner.step("Activation");
  await asOwner.step("Information");
  await expect(mine.getByLabel("Company name")).toHaveValue("My company");
  await expect(mine.getByText("Someone else changed this field")).toBeVisible();
  await mine.getByRole("button", { name: "Keep theirs" }).click();
  await asOwner.saved();
  await expect(mine.getByLabel("Company name")).toHaveValue("Their company");
  await theirs.context().close();
});

test("an activated app refuses an edit that takes away what it needs, and offers to deactivate and save", async ({
  asOwner,
}) => {
  const { page } = asOwner;
  await asOwner.createApp("Needs its company");
  await asOwner.step("Scopes");
  await asOwner.addScopes("user:read:user:admin");
  await asOwner.step("Activation");
  await asOwner.activate();
  await asOwner.step("Information");
  await page.getByLabel("Company name").fill("");
  await expect(page.getByText("The app is activated and needs this")).toBeVisible();
  await page.getByRole("button", { name: "Keep what was saved" }).click();
  await expect(page.getByLabel("Company name")).toHaveValue(owner.account);
  await page.getByLabel("Company name").fill("");
  await page.getByRole("button", { name: "Deactivate and save" }).click();
  await asOwner.saved();
  await expect(page.getByText("Deactivated", { exact: true })).toBeVisible();
});

test.describe("a server killed while somebody types", () => {
  test.use({
    expectedErrors: [/Failed to (fetch|load resource)|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/],
  });

  test("loses nothing that was acknowledged, and what was not is saved once it is back", async ({ context, page }) => {
    test.setTimeout(120_000);
    const env = {
      BOOTSTRAP_ACCOUNT_NAME: "A",
      BOOTSTRAP_OWNER_EMAIL: owner.email,
      BOOTSTRAP_OWNER_PASSWORD: owner.password,
    };
    const first = await startServer(env);
    const person = new Console(page);
    await page.goto(`${first.url}/apps`);
    await person.signIn(owner.email, owner.password);
    await expect(page.getByRole("heading", { name: "Created apps" })).toBeVisible();
    await person.createApp("Crash");
    await person.step("Information");
    await page.getByLabel("Company name").fill("Acknowledged");
    await person.saved();

    await first.kill();
    await page.getByLabel(description).fill("typed while nobody listened");
    await expect(page.getByText(/^Not saved: the server cannot be reached/)).toBeVisible();
    const second = await startServer({ ...env, PORT: new URL(first.url).port, DATA_DIR: first.dataDir });
    await person.saved();
    await page.reload();
    await expect(page.getByLabel("Company name")).toHaveValue("Acknowledged");
    await expect(page.getByLabel(description)).toHaveValue("typed while nobody listened");
    await context.close();
    await second.stop();
  });
});
