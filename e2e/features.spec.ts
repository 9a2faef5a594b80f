import { expect, test } from "./fixtures";

test("a subscription is set up with its events, which bring the scope they need", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Harbour bell");
  await asOwner.step("Feature");
  await page.getByRole("switch", { name: "Event subscriptions" }).click();
  await page.getByRole("button", { name: "Add Event Subscription", exact: true }).click();
  await page.getByLabel("Subscription name", { exact: true }).fill("Bell");
  await page.getByLabel("Endpoint URL", { exact: true }).fill("http://example.com/plain");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Enter a URL that begins with https://.")).toBeVisible();
  await expect(page.getByLabel("Subscription name", { exact: true })).toHaveValue("Bell");
  await page.getByLabel("Endpoint URL", { exact: true }).fill("https://example.com/bell");

  await page.getByRole("button", { name: "Add Events", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Event types" });
  await dialog.getByRole("searchbox", { name: "Search events" }).fill("meeting.started");
  await dialog.getByRole("checkbox", { name: "meeting.started", exact: true }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("1 event added")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("article", { name: "Bell" })).toBeVisible();

  await asOwner.step("Scopes");
  await expect(page.getByText("meeting:read:meeting:admin", { exact: true })).toBeVisible();
  await expect(page.getByText(/Required by.*meeting\.started/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove meeting:read:meeting:admin", exact: true })).toBeDisabled();
});

test("the secret token is revealed, and another one takes its place", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Token of a bell");
  await asOwner.step("Feature");
  await page.getByRole("switch", { name: "Event subscriptions" }).click();
  const field = page.getByLabel("Secret token", { exact: true });
  await page.getByRole("button", { name: "Reveal secret token", exact: true }).click();
  await expect(field).toHaveValue(/^[\w-]{22,}$/);
  const before = await field.inputValue();
  await page.getByRole("button", { name: "Regenerate secret token" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make a new secret token" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(field).not.toHaveValue(before);
});

test("turning Event subscriptions off keeps what was set up", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Off and on");
  await asOwner.step("Feature");
  const toggle = page.getByRole("switch", { name: "Event subscriptions" });
  await toggle.click();
  await page.getByRole("button", { name: "Add Event Subscription", exact: true }).click();
  await page.getByLabel("Endpoint URL", { exact: true }).fill("https://example.com/kept");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("article", { name: "https://example.com/kept" })).toBeVisible();
  await toggle.click();
  await expect(page.getByRole("article")).toBeHidden();
  await page.reload();
  await toggle.click();
  await expect(page.getByRole("article", { name: "https://example.com/kept" })).toBeVisible();
});
