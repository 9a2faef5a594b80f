import { expect, test } from "./fixtures";

const readMeetings = "meeting:read:meeting:admin";

test("a custom role lets its people hold scopes; removing a privilege shows which scopes are removed, and removes them", async ({
  asOwner,
  asNew,
}) => {
  const { page } = asOwner;
  await page.goto("/roles");
  await page.getByRole("button", { name: "New role" }).click();
  await page.getByLabel("Role name").fill("Meeting reader");
  await asOwner.grant("S2S apps", "Edit");
  await asOwner.grant("Meetings", "View");
  await page.getByRole("button", { name: "Save role" }).click();
  const row = page.getByRole("row", { name: /Meeting reader/ });
  await expect(row.getByText("Edit on 1, View on 1 privilege")).toBeVisible();

  const developer = await asNew("Developer");
  await asOwner.giveRole(developer, "Meeting reader");
  await developer.createApp("Minutes");
  await developer.step("Scopes");
  await developer.addScopes(readMeetings);

  await page.goto("/roles");
  await page.getByRole("link", { name: "Meeting reader" }).click();
  await asOwner.grant("Meetings", "None");
  await page.getByRole("button", { name: "Save role" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("1 scope will be removed from 1 app.")).toBeVisible();
  await expect(dialog.getByText(readMeetings, { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: "Save role" }).click();
  await expect(page).toHaveURL(/\/roles$/);
  await developer.page.reload();
  await expect(developer.page.getByRole("button", { name: `Remove ${readMeetings}`, exact: true })).toBeHidden();
});

test("a role in use is deleted only together with the role its people get instead", async ({ asOwner, asNew }) => {
  const { page } = asOwner;
  await page.goto("/roles");
  await asOwner.actionsFor("Developer");
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByLabel("Role name")).toHaveValue("Copy of Developer");
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(page.getByRole("row", { name: /Copy of Developer/ })).toBeVisible();
  const developer = await asNew("Developer");
  await asOwner.giveRole(developer, "Copy of Developer");
  await developer.createApp("Moorings");
  await developer.step("Scopes");
  await developer.addScopes("user:read:user");

  await page.goto("/roles");
  const dialog = await asOwner.askFromRow("Copy of Developer", "Delete");
  await expect(dialog.getByRole("button", { name: "Delete" })).toBeDisabled();
  await dialog.getByRole("combobox", { name: "Role they get instead" }).selectOption({ label: "Member" });
  await expect(dialog.getByText("1 scope will be removed from 1 app.")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: /Copy of Developer/ })).toBeHidden();
  await page.goto("/people");
  await expect(asOwner.rowOf(developer).getByText("Member", { exact: true })).toBeVisible();
});

test("a name that is taken is said beside the field, and a built-in role can only be duplicated", async ({
  asOwner,
}) => {
  const { page } = asOwner;
  await page.goto("/roles/new");
  await page.getByLabel("Role name").fill("admin");
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(page.getByText("A role with this name already exists.")).toBeVisible();
  await page.goto("/roles");
  await page.getByRole("link", { name: "Admin", exact: true }).click();
  await expect(page.getByText(/built in and stays as it is/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Save role" })).toBeHidden();
  await expect(page.getByRole("radiogroup", { name: "Users" }).getByRole("radio", { name: "None" })).toBeDisabled();
});

test("everybody reads what their own role allows, and who may not see roles is told so", async ({ asNew }) => {
  const { page } = await asNew("Developer");
  await page.goto("/roles");
  await expect(page.getByText("Roles: View")).toBeVisible();
  await page.getByRole("link", { name: "My permissions" }).click();
  await expect(page.getByRole("row", { name: /Create apps.*Yes/i })).toBeVisible();
  await expect(page.getByRole("row", { name: /See people in the account.*No.*Users: View/i })).toBeVisible();
  await expect(page.getByText(/user-level scopes, whatever the product/)).toBeVisible();
});
