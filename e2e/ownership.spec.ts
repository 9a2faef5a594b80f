import { expect, test } from "./fixtures";

const userLevel = "user:read:user";
const adminLevel = "meeting:read:meeting:admin";

test("an app changes hands only when the new owner says yes, also to the scopes that leave it; the next owner restores them", async ({
  asOwner,
  asNew,
}) => {
  const [admin, developer] = [await asNew("Admin"), await asNew("Developer")];
  const appId = await admin.createApp("Handed over");
  await admin.step("Scopes");
  await admin.addScopes(userLevel, adminLevel);

  await admin.page.goto(`/apps/${appId}/ownership`);
  await admin.chooseNewOwner(developer);
  await expect(admin.page.getByText("1 scope will be removed")).toBeVisible();
  await admin.page.getByRole("button", { name: "Start transfer" }).click();
  await expect(admin.page.getByRole("button", { name: "Cancel transfer" })).toBeVisible();

  await admin.page.goto("/apps");
  await expect(admin.page.getByRole("row", { name: /Handed over/ }).getByText("Pending transfer")).toBeVisible();

  const { page } = developer;
  await page.goto("/apps");
  await page.getByRole("link", { name: "Review transfer" }).click();
  await expect(page.getByRole("button", { name: "Accept transfer" })).toBeDisabled();
  await page.getByRole("checkbox", { name: /I agree that this scope will be removed/ }).check();
  await page.getByLabel("Old client secrets expire").selectOption({ label: "In 7 days" });
  await page.getByRole("button", { name: "Accept transfer" }).click();
  await expect(page.getByText("you, Developer")).toBeVisible();

  await page.goto(`/apps/${appId}/scopes`);
  await expect(page.getByRole("button", { name: `Remove ${userLevel}`, exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: `Remove ${adminLevel}`, exact: true })).toBeHidden();
  await expect(page.getByText("1 scope removed when the owner’s rights changed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore scopes" })).toBeDisabled();

  await asOwner.page.goto(`/apps/${appId}/ownership`);
  await asOwner.page.getByRole("button", { name: "Take over", exact: true }).click();
  await asOwner.page.getByRole("dialog").getByRole("button", { name: "Take over the app" }).click();
  await expect(asOwner.page.getByText("you, Owner")).toBeVisible();
  await asOwner.page.goto(`/apps/${appId}/scopes`);
  await asOwner.page.getByRole("button", { name: "Restore scopes" }).click();
  await expect(asOwner.page.getByRole("button", { name: `Remove ${adminLevel}`, exact: true })).toBeVisible();
  await expect(asOwner.page.getByText("removed when the owner’s rights changed")).toBeHidden();
});

test("an offer to somebody whose role may not own apps names the right that is missing; they can decline it", async ({
  asNew,
}) => {
  const [admin, member] = [await asNew("Admin"), await asNew("Member")];
  const appId = await admin.createApp("Not for members");
  await admin.page.goto(`/apps/${appId}/ownership`);
  await admin.chooseNewOwner(member);
  await expect(admin.page.getByText(/does not grant S2S apps: Edit/)).toBeVisible();
  await admin.page.getByRole("button", { name: "Start transfer" }).click();
  await expect(admin.page.getByRole("button", { name: "Cancel transfer" })).toBeVisible();
  await member.page.goto(`/apps/${appId}/ownership`);
  await expect(member.page.getByText(/does not grant S2S apps: Edit/)).toBeVisible();
  await expect(member.page.getByRole("button", { name: "Accept transfer" })).toBeDisabled();
  await member.page.getByRole("button", { name: "Decline" }).click();
  await member.page.waitForURL(/\/apps$/);
  await admin.page.reload();
  await expect(admin.page.getByRole("button", { name: "Start transfer" })).toBeVisible();
});

test("a locked scope can be requested, and the request withdrawn", async ({ asNew }) => {
  const developer = await asNew("Developer");
  await developer.createApp("Asking");
  await developer.step("Scopes");
  const dialog = await developer.openAddScopes();
  await dialog.getByRole("searchbox", { name: "Search scopes" }).fill(adminLevel);
  await dialog.getByRole("button", { name: `Request access to ${adminLevel}`, exact: true }).click();
  await developer.page.getByRole("button", { name: "Send request" }).click();
  await expect(dialog.getByText("Requested")).toBeVisible();
  await dialog.getByRole("button", { name: `Withdraw the request for ${adminLevel}`, exact: true }).click();
  await expect(dialog.getByRole("button", { name: `Request access to ${adminLevel}`, exact: true })).toBeVisible();
});
