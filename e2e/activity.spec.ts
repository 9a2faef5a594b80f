import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

async function exported(page: Page, format: "CSV" | "JSON") {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format, exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(
    new RegExp(`^activity.*-\\d{4}-\\d{2}-\\d{2}\\.${format.toLowerCase()}$`),
  );
  return readFile(await download.path(), "utf8");
}

test("what was done is found by act and app, Back undoes a filter, and what is shown can be taken away as a file", async ({
  asOwner,
}) => {
  const { page } = asOwner;
  const appId = await asOwner.createApp("Lamp tables");
  await asOwner.step("Scopes");
  await asOwner.addScopes("user:read:user");
  await page.goto("/activity");
  const list = page.getByRole("main").getByRole("list");
  await expect(list.getByText("Olga").first()).toBeVisible();

  await page.getByLabel("Action", { exact: true }).selectOption({ label: "Added scopes to an app" });
  await expect(page).toHaveURL(/[?&]what=app\.scopesAdded/);
  await expect(list.getByText("created the app")).toHaveCount(0);
  await page.getByLabel("App", { exact: true }).fill("lamp tables");
  await page.getByLabel("App", { exact: true }).press("Enter");
  await expect(page).toHaveURL(/app=lamp\+tables/);
  await expect(list.getByText("added scopes to")).toHaveCount(1);
  await expect(list.getByText("user:read:user")).toBeVisible();

  const entries = JSON.parse(await exported(page, "JSON"));
  expect(entries).toMatchObject([
    { action: "app.scopesAdded", target: "Lamp tables", app_id: appId, after: { scopes: ["user:read:user"] } },
  ]);
  const [header, ...lines] = (await exported(page, "CSV")).trim().split("\r\n");
  expect(header).toMatch(/^"id","at","person"/);
  expect(lines).toEqual([expect.stringContaining(`"${appId}"`)]);

  await page.goBack();
  await expect(page).not.toHaveURL(/app=/);
  await expect(page.getByLabel("App", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Action", { exact: true })).toHaveValue("app.scopesAdded");
  await page.goBack();
  await expect(page.getByLabel("Action", { exact: true })).toHaveValue("");
  await page.reload();
  await expect(list.getByText("exported the activity of").first()).toBeVisible();

  await page.goto(`/apps/${appId}/activity`);
  expect(await exported(page, "CSV")).toContain("app.created");
});

test("days are those of the reader, and the filters are accessible with whatever they show", async ({ asOwner }) => {
  const { page } = asOwner;
  await page.goto("/activity");
  await page.getByLabel("From", { exact: true }).fill("2001-01-01");
  await expect(page).toHaveURL(/from=2001-01-01&zone=/);
  await page.getByLabel("To", { exact: true }).fill("2001-12-31");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("");
  await expectAccessible(page);
  await page.goto("/activity?app=no+such+app");
  await expect(page.getByRole("heading", { name: "No app matches" })).toBeVisible();
  await expectAccessible(page);
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  expect(grave.map((one) => `${one.id} ${one.nodes[0]?.html}`)).toEqual([]);
}
