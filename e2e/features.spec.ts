import { Webhook } from "standardwebhooks";
import { startReceiver } from "@/tests/support/receiver";
import { expect, test } from "./fixtures";

test("an endpoint is validated stage by stage, saved with its events, and then gets each event, signed", async ({
  asOwner,
  baseURL,
}) => {
  const { page } = asOwner;
  let token = "not yet the right one";
  const receiver = await startReceiver({ token: () => token });
  await asOwner.createApp("Harbour bell");
  const clientId = await page.getByLabel("Client ID", { exact: true }).inputValue();
  const clientSecret = await asOwner.revealSecret();
  await asOwner.step("Feature");
  await page.getByRole("switch", { name: "Event subscriptions" }).click();
  await page.getByRole("button", { name: "Add Event Subscription", exact: true }).click();
  await page.getByLabel("Subscription name", { exact: true }).fill("Bell");
  const url = page.getByLabel("Endpoint URL", { exact: true });
  await url.fill("example.com/bell");
  const validate = page.getByRole("button", { name: "Validate", exact: true });
  await validate.click();
  await expect(page.getByText("Enter a URL that begins with https:// or http://.")).toBeVisible();
  await url.fill(receiver.url);
  await validate.click();
  const status = page.getByRole("region", { name: "Validation" }).getByRole("status");
  await expect(status).toHaveText("Not validated");
  const stages = page.getByRole("list", { name: "Validation stages" }).getByRole("listitem");
  await expect(stages).toHaveText([
    /Passed.*DNS/,
    /Passed.*Connection/,
    /Passed.*TLS/,
    /Passed.*Status/,
    /Passed.*Time/,
    /Failed.*Body/,
  ]);

  await page.getByRole("button", { name: "Reveal secret token", exact: true }).click();
  await expect(page.getByLabel("Secret token", { exact: true })).toHaveValue(/^[\w-]{22,}$/);
  token = await page.getByLabel("Secret token", { exact: true }).inputValue();
  await validate.click();
  await expect(status).toHaveText("Validated");
  await url.fill(`${receiver.url}/elsewhere`);
  await expect(status).toHaveText("Not validated");
  await url.fill(receiver.url);
  await expect(status).toHaveText("Validated");

  await page.getByRole("button", { name: "Add Events", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Event types" });
  await dialog.getByRole("searchbox", { name: "Search events" }).fill("meeting.started");
  await dialog.getByRole("checkbox", { name: "meeting.started", exact: true }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("1 event added")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("article", { name: "Bell" }).getByText("Enabled", { exact: true })).toBeVisible();

  await asOwner.step("Scopes");
  await expect(page.getByText(/Required by.*meeting\.started/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove meeting:read:meeting:admin", exact: true })).toBeDisabled();
  await asOwner.addScopes("marketplace:write:event:admin");
  await asOwner.step("Activation");
  await asOwner.activate();

  const credentials = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
  credentials.set("grant_type", "client_credentials");
  const issued = await fetch(`${baseURL}/oauth/token`, { method: "POST", body: credentials });
  const { access_token } = (await issued.json()) as { access_token: string };
  const event = { event: "meeting.started", payload: { object: { topic: "Zoë" } } };
  const reported = await fetch(`${baseURL}/v2/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify(event),
  });
  expect(reported.status).toBe(202);
  const [got] = await receiver.arrived(1);
  const verifier = new Webhook(btoa(token));
  expect(verifier.verify(got?.body ?? "", got?.headers as Record<string, string>)).toMatchObject(event);
  await receiver.stop();
});

test("the secret token is revealed, and another one takes its place", async ({ asOwner }) => {
  const { page } = asOwner;
  await asOwner.createApp("Token of a bell");
  await asOwner.step("Feature");
  await page.getByRole("switch", { name: "Event subscriptions" }).click();
  const field = page.getByLabel("Secret token", { exact: true });
  await page.getByRole("button", { name: "Start from sample code" }).click();
  const sample = page.getByRole("tabpanel").locator("code");
  await page.getByRole("button", { name: "Copy secret token", exact: true }).click();
  await expect(field).toHaveValue(/^•+$/);
  await expect(sample).toContainText("SECRET_TOKEN");
  await page.getByRole("button", { name: "Reveal secret token", exact: true }).click();
  await expect(field).toHaveValue(/^[\w-]{22,}$/);
  await expect(sample).not.toContainText("SECRET_TOKEN");
  const before = await field.inputValue();
  await page.getByRole("button", { name: "Regenerate secret token" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create new secret token" }).click();
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
  await expect(page.getByText("Unsaved changes", { exact: true })).toBeVisible();
  await expect(page.getByText("Saved", { exact: true })).toBeHidden();
  await asOwner.step("Scopes");
  await expect(page.getByText("Unsaved changes are kept in this browser tab")).toBeVisible();
  await asOwner.step("Feature");
  await expect(page.getByLabel("Endpoint URL", { exact: true })).toHaveValue("https://example.com/kept");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await asOwner.saved();
  await expect(page.getByRole("article", { name: "https://example.com/kept" })).toBeVisible();
  await toggle.click();
  await expect(page.getByRole("article")).toBeHidden();
  await page.reload();
  await toggle.click();
  await expect(page.getByRole("article", { name: "https://example.com/kept" })).toBeVisible();
});
