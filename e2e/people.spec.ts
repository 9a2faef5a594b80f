import type { Console } from "./console";
import { expect, test } from "./fixtures";

const userLevel = "user:read:user";
const [readUsers, readMeetings] = ["user:read:user:admin", "meeting:read:meeting:admin"];

/** A new app of this person, activated, with these scopes. */
async function activatedApp(person: Console, name: string, ...scopes: string[]): Promise<string> {
  const appId = await person.createApp(name);
  await person.step("Scopes");
  await person.addScopes(...scopes);
  await person.step("Activation");
  await person.activate();
  return appId;
}

test("another role shows what leaves which app, and takes just that; the last scope takes the activation along", async ({
  asOwner,
  asNew,
}) => {
  const admin = await asNew("Admin");
  const appId = await activatedApp(admin, "Berth planner", userLevel, readUsers);
  const { page } = asOwner;
  await page.goto("/people");
  const dialog = await asOwner.askFromRow(admin.name, "Change role");
  await dialog.getByRole("combobox", { name: "Role" }).selectOption({ label: "Developer" });
  await expect(dialog.getByText("1 scope will be removed from 1 app.")).toBeVisible();
  await expect(dialog.getByText(readUsers, { exact: true })).toBeVisible();
  await expect(dialog.getByText(userLevel, { exact: true })).toBeHidden();
  await dialog.getByRole("combobox", { name: "Role" }).selectOption({ label: "Member" });
  await expect(
    dialog.getByText(/2 scopes will be removed from 1 app\. 1 activated app will lose its last scope/),
  ).toBeVisible();
  await expect(dialog.getByText("Will be deactivated")).toBeVisible();
  await expect(dialog.getByRole("link", { name: "Transfer it first" })).toHaveAttribute(
    "href",
    `/apps/${appId}/ownership`,
  );
  await page.keyboard.press("Escape");

  await asOwner.giveRole(admin, "Developer");
  await admin.step("Scopes");
  await admin.page.reload();
  await expect(admin.page.getByRole("button", { name: `Remove ${userLevel}`, exact: true })).toBeVisible();
  await expect(admin.page.getByRole("button", { name: `Remove ${readUsers}`, exact: true })).toBeHidden();
  await asOwner.giveRole(admin, "Member");
  await page.goto("/apps?search=Berth");
  await expect(
    page.getByRole("row", { name: /Berth planner/ }).getByText("Deactivated", { exact: true }),
  ).toBeVisible();
});

test("when the world changed after the look, the new effect is shown and nothing is done until it is confirmed", async ({
  asOwner,
  asNew,
}) => {
  const admin = await asNew("Admin");
  await admin.createApp("Crane rota");
  await admin.step("Scopes");
  await admin.addScopes(readUsers);
  await asOwner.page.goto("/people");
  const dialog = await asOwner.askFromRow(admin.name, "Change role");
  await dialog.getByRole("combobox", { name: "Role" }).selectOption({ label: "Developer" });
  await expect(dialog.getByText("1 scope will be removed from 1 app.")).toBeVisible();

  await admin.addScopes(readMeetings);
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Review it and confirm again");
  await expect(dialog.getByText("2 scopes will be removed from 1 app.")).toBeVisible();
  await admin.page.reload();
  await expect(admin.page.getByRole("button", { name: `Remove ${readUsers}`, exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(dialog).toBeHidden();
  await admin.page.reload();
  await expect(admin.page.getByRole("button", { name: `Remove ${readUsers}`, exact: true })).toBeHidden();
});

test("a deactivated person is signed out and comes back when reactivated; a removed one leaves their apps behind", async ({
  asOwner,
  asNew,
}) => {
  const admin = await asNew("Admin");
  await activatedApp(admin, "Gate log", readUsers);
  const { page } = asOwner;
  await page.goto("/people");
  const deactivation = await asOwner.askFromRow(admin.name, "Deactivate");
  await expect(deactivation.getByText("Gate log")).toBeVisible();
  await deactivation.getByRole("button", { name: "Deactivate" }).click();
  await expect(asOwner.rowOf(admin).getByText("Deactivated", { exact: true })).toBeVisible();
  await admin.page.goto("/apps");
  await expect(admin.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.goto("/apps?search=Gate");
  await expect(page.getByRole("link", { name: "Not working: owner deactivated" })).toBeVisible();
  await page.goto("/people");
  await asOwner.actionsFor(admin.name);
  await page.getByRole("menuitem", { name: "Reactivate" }).click();
  await expect(asOwner.rowOf(admin).getByText("Active", { exact: true })).toBeVisible();

  const removal = await asOwner.askFromRow(admin.name, "Remove");
  await expect(removal.getByText("Their 1 app moves to Olga")).toBeVisible();
  await expect(removal.getByRole("button", { name: "Remove" })).toBeDisabled();
  await removal.getByRole("textbox").fill(admin.name);
  await removal.getByRole("button", { name: "Remove" }).click();
  await expect(removal).toBeHidden();
  await expect(asOwner.rowOf(admin)).toBeHidden();
  await page.goto("/apps?search=Gate");
  await expect(page.getByRole("row", { name: /Gate log.*Olga/ })).toBeVisible();
});

test("nobody is offered what they may not do: an admin has no menu for the owner, and the page says why", async ({
  asNew,
}) => {
  const { page, name } = await asNew("Admin");
  await page.goto("/people");
  await expect(page.getByRole("button", { name: `Actions for ${name}`, exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Actions for Olga", exact: true })).toBeHidden();
  await expect(page.getByText(/role grants more than yours/)).toBeVisible();
});

test("the last account owner keeps that role: the dialog says why not, and offers no button", async ({ asOwner }) => {
  await asOwner.page.goto("/people");
  const dialog = await asOwner.askFromRow("Olga", "Change role");
  await dialog.getByRole("combobox", { name: "Role" }).selectOption({ label: "Admin" });
  await expect(dialog.getByText(/last active owner/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Change role" })).toBeDisabled();
});

test("a request for a scope is granted from People with exactly the missing privilege, and the scope is in the app", async ({
  asOwner,
  asNew,
}) => {
  const developer = await asNew("Developer");
  const appName = `Asking ${developer.name.slice(-4)}`;
  await developer.createApp(appName);
  await developer.step("Scopes");
  const picker = await developer.openAddScopes();
  await picker.getByRole("searchbox", { name: "Search scopes" }).fill(readMeetings);
  await picker.getByRole("button", { name: `Request access to ${readMeetings}`, exact: true }).click();
  const request = developer.page.getByRole("dialog", { name: "Request access" });
  await request.getByLabel("Reason").fill("For the lobby screens");
  await request.getByRole("button", { name: "Send request" }).click();
  await expect(picker.getByText("Requested", { exact: true })).toBeVisible();

  const { page } = asOwner;
  await page.goto("/people");
  await expect(page.getByText("For the lobby screens")).toBeVisible();
  await page.getByRole("button", { name: `Grant ${readMeetings} for ${appName}`, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Grant access to a scope" });
  await expect(dialog.getByRole("radio", { name: `A new role for ${developer.name}` })).toBeChecked();
  await expect(dialog.getByRole("radio", { name: "The role Admin" })).not.toBeChecked();
  await dialog.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(asOwner.rowOf(developer).getByText("Developer + Meetings: View")).toBeVisible();
  await developer.page.reload();
  await expect(developer.page.getByRole("button", { name: `Remove ${readMeetings}`, exact: true })).toBeVisible();
  await expect(developer.page.getByText(/granted Meetings: View/)).toBeVisible();
});
