import { expect, test } from "./fixtures";

test("each thing that activation still needs leads to the very field and focuses it", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Checklist");
  await asOwner.step("Information");
  for (const field of ["Company name", "Developer contact name", "Developer contact email"])
    await page.getByLabel(field).fill("");
  await asOwner.saved();
  await asOwner.step("Activation");
  const list = page.getByRole("list", { name: "Before you can activate" });
  await expect(list.getByRole("link")).toHaveCount(4);
  await expect(page.getByRole("button", { name: "Activate your app", exact: true })).toBeDisabled();

  const leads: [RegExp, () => ReturnType<typeof page.getByLabel>][] = [
    [/company name/, () => page.getByLabel("Company name")],
    [/contact’s name/, () => page.getByLabel("Developer contact name")],
    [/contact’s email/, () => page.getByLabel("Developer contact email")],
    [/at least one scope/, () => page.getByRole("button", { name: "Add Scopes", exact: true })],
  ];
  for (const [name, field] of leads) {
    await list.getByRole("link", { name }).click();
    await expect(field()).toBeFocused();
    await asOwner.step("Activation");
  }
});

test("with Event subscriptions on, activation says what they need", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Events on");
  await asOwner.step("Feature");
  await page.getByRole("switch", { name: "Event subscriptions" }).click();
  await asOwner.saved();
  await asOwner.step("Activation");
  await page
    .getByRole("list", { name: "Before you can activate" })
    .getByRole("link", { name: /event subscription/i })
    .click();
  await expect(page).toHaveURL(/features/);
  await page.getByRole("switch", { name: "Event subscriptions" }).click();
  await asOwner.saved();
  await asOwner.step("Activation");
  await expect(page.getByRole("list", { name: "Before you can activate" }).getByRole("link")).toHaveCount(1);
});

test("a test token is refused with the reason before activation, and works after it", async ({ asOwner, baseURL }) => {
  const { page } = asOwner;
  await asOwner.createApp("Test token");
  await page.getByRole("button", { name: "Get a test token" }).click();
  await expect(page.getByText("Activate the app first", { exact: false })).toBeVisible();
  await asOwner.step("Scopes");
  await asOwner.addScopes("user:read:user");
  await asOwner.step("Activation");
  await asOwner.activate();
  await asOwner.step("App credentials");
  await page.getByRole("button", { name: "Get a test token" }).click();
  const token = await page.getByLabel("Test token", { exact: true }).inputValue();
  const answer = await fetch(`${baseURL}/v2/users/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
});
