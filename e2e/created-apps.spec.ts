import { expect, test } from "./fixtures";

test("apps are found by name and by client ID, filtered by status, and the address says what is shown", async ({
  asOwner,
}) => {
  const { page } = asOwner;
  await asOwner.createApp("Tide tables");
  const clientId = await page.getByLabel("Client ID").inputValue();
  await asOwner.createApp("Crane log 100%");
  await page.goto("/apps");
  await page.getByRole("searchbox", { name: "Search apps" }).fill("tide");
  await expect(page).toHaveURL(/search=tide/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row", { name: /Tide tables/ })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search apps" }).fill(clientId);
  await expect(page.getByRole("row", { name: /Tide tables/ })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search apps" }).fill("100%");
  await expect(page.getByRole("row", { name: /Crane log/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Status" }).selectOption({ label: "Activated" });
  await expect(page.getByText("No app matches")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search apps" })).toHaveValue("100%");
  await expect(page.getByRole("combobox", { name: "Status" })).toHaveValue("activated");
});

test("owner, status and order live in the address, and Back undoes them one by one", async ({ asOwner, asNew }) => {
  const { page } = asOwner;
  const developer = await asNew("Developer");
  await developer.createApp("Buoy positions");
  await asOwner.createApp("Anchor watch");
  const rows = page.getByRole("row").filter({ has: page.getByRole("button") });
  await page.goto("/apps");
  await page.getByRole("combobox", { name: "Sort" }).selectOption({ label: "Name A to Z" });
  await expect(page).toHaveURL(/\?sort=name$/);
  await expect(rows.first()).toContainText("Anchor watch");
  const owner = page.getByRole("combobox", { name: "Owner", exact: true });
  await expect(owner).toHaveText("All owners");
  await owner.click();
  await page.getByRole("combobox", { name: "Search owners" }).fill("developer");
  await page.getByRole("option", { name: developer.name }).click();
  await expect(page).toHaveURL(/owner=[\w-]+&sort=name/);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Buoy positions");
  await page.reload();
  await expect(owner).toHaveText(developer.name);
  await page.getByRole("combobox", { name: "Status" }).selectOption({ label: "Activated" });
  await expect(page.getByText("No app matches")).toBeVisible();
  await page.goBack();
  await expect(rows).toHaveCount(1);
  await page.goBack();
  await expect(owner).toHaveText("All owners");
  await expect(rows.first()).toContainText("Anchor watch");
  await page.goBack();
  await expect(page.getByRole("combobox", { name: "Sort" })).toHaveValue("newest");
});

test("an owner is found and chosen with the keyboard alone", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Keyboard atlas");
  await page.goto("/apps");
  const filter = page.getByRole("combobox", { name: "Owner", exact: true });
  const search = page.getByRole("combobox", { name: "Search owners" });
  // Before the page is alive, the key only scrolls it.
  await expect(async () => {
    await filter.press("ArrowDown");
    await expect(search).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await search.pressSequentially("nobody");
  await expect(page.getByRole("status").filter({ hasText: "No one found" })).toBeVisible();
  await search.press("Escape");
  await expect(filter).toBeFocused();
  await expect(filter).toHaveAttribute("aria-expanded", "false");
  await filter.press("O");
  await search.pressSequentially("lga");
  const option = page.getByRole("listbox", { name: "Owners" }).getByRole("option");
  await expect(option).toHaveText(["Olga"]);
  await expect(search).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id")) ?? "");
  await search.press("Enter");
  await expect(page).toHaveURL(/owner=/);
  await expect(filter).toHaveText("Olga");
  await expect(filter).toBeFocused();
});

test("a removed app comes back with Undo, or from Removed as long as it is kept", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Fog bank");
  await asOwner.createApp("Fog signal");
  await page.goto("/apps?search=Fog");
  await asOwner.removeApp("Fog signal");
  await expect(page.getByRole("button", { name: "Actions for Fog bank" })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("row", { name: /Fog signal/ }).getByText("Draft", { exact: true })).toBeVisible();
  await page.goto("/apps?search=Fog+signal");
  await asOwner.removeApp("Fog signal");
  await expect(page.getByText("No app matches")).toBeVisible();
  await expect(page.getByRole("region", { name: "Apps", exact: true })).toBeFocused();
  await page.goto("/apps");
  await page.getByRole("link", { name: "Removed", exact: true }).click();
  await expect(page).toHaveURL(/\?removed=true$/);
  await expect(page.getByRole("row", { name: /Fog signal/ })).toContainText("purged in 30 days");
  await page.getByRole("button", { name: "Restore Fog signal" }).click();
  await expect(page.getByText("Fog signal is back in Created apps.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore Fog signal" })).toBeHidden();
  await page.getByRole("link", { name: "Created apps" }).first().click();
  await expect(page.getByRole("row", { name: /Fog signal/ })).toBeVisible();
  await page.goto("/activity");
  for (const words of ["removed the app", "restored the app"])
    await expect(page.getByText(`${words} Fog signal`).first()).toBeVisible();
});

test("an app is renamed in place", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Old name");
  await page.getByRole("button", { name: "Rename app" }).click();
  await page.getByLabel("New name").fill("");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Give the app a name.")).toBeVisible();
  await page.getByLabel("New name").fill("New name of it");
  await expect(page.getByText("Unsaved changes", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Created apps", exact: true }).first().click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await page.getByLabel("New name").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "New name of it" })).toBeVisible();
});

test("an app is deactivated from its row", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Row actions");
  await asOwner.step("Scopes");
  await asOwner.addScopes("user:read:user:admin");
  await page.goto("/apps?search=Row");
  await asOwner.actionsFor("Row actions");
  await page.getByRole("menuitem", { name: "Activate", exact: true }).click();
  await expect(page.getByRole("row", { name: /Row actions/ }).getByText("Activated", { exact: true })).toBeVisible();
  await asOwner.actionsFor("Row actions");
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("row", { name: /Row actions/ }).getByText("Deactivated", { exact: true })).toBeVisible();
});

test("names are checked beside the field, and nothing typed is lost", async ({ asOwner }) => {
  const { page } = asOwner;
  await page.goto("/build");
  await page.getByRole("button", { name: "Create" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText("Give the app a name.")).toBeVisible();
  await dialog.getByLabel("App name").fill("n".repeat(51));
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText("Use at most 50 characters.")).toBeVisible();
  await expect(dialog.getByLabel("App name")).toHaveValue("n".repeat(51));
  await dialog.getByLabel("App name").fill("<script>alert(1)</script> 'x\" ü");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("<script>alert(1)</script> 'x\" ü");
});
