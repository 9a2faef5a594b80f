import { startReceiver } from "@/tests/support/receiver";
import { expect, test } from "./fixtures";

test("a test event is seen to arrive; what failed is found, sent again one by one or all at once, and followed live", async ({
  asOwner,
}) => {
  const { page } = asOwner;
  let status = 204;
  let token = "";
  const receiver = await startReceiver({
    token: () => token,
    answer: ({ body }) => (body.includes("endpoint.url_validation") ? undefined : { status, body: "<b>no</b>" }),
  });
  const appId = await asOwner.createApp("Pilot boat");
  await asOwner.step("Feature");
  await page.getByRole("switch", { name: "Event subscriptions" }).click();
  await page.getByRole("button", { name: "Reveal secret token", exact: true }).click();
  await expect(page.getByLabel("Secret token", { exact: true })).toHaveValue(/^[\w-]{22,}$/);
  token = await page.getByLabel("Secret token", { exact: true }).inputValue();
  await page.goto(`/apps/${appId}/deliveries`);
  await expect(page.getByRole("heading", { name: "No subscription yet" })).toBeVisible();
  await page.getByRole("link", { name: "Set up a subscription" }).click();
  await asOwner.subscribe(receiver.url, "webinar.participant_joined");

  await page.goto(`/apps/${appId}/deliveries`);
  await expect(page.getByRole("heading", { name: "Nothing sent yet" })).toBeVisible();
  await page.getByRole("button", { name: "Send test event", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Send test event" });
  const payload = dialog.getByLabel("Payload");
  await expect(payload).toHaveValue(/"participant": \{/);
  await payload.fill('{"object": {"topic": "Zoë"}');
  await dialog.getByRole("button", { name: "Send test event" }).click();
  await expect(dialog.getByText("Invalid JSON on line 1.")).toBeVisible();
  await payload.fill('{"object": {"topic": "Zoë"}}');
  await dialog.getByRole("button", { name: "Send test event" }).click();
  await expect(dialog.getByText(/^Delivered: 204 in \d+ ms$/)).toBeVisible();
  const [first] = await receiver.arrived(1);
  expect(JSON.parse(first?.body ?? "")).toMatchObject({
    event: "webinar.participant_joined",
    payload: { object: { topic: "Zoë" } },
  });

  status = 500;
  await dialog.getByRole("button", { name: "Send test event" }).click();
  await expect(dialog.getByText("Not delivered: Status 500")).toBeVisible();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  const failed = page.getByRole("row").filter({ hasText: "Failed" });
  await expect(failed).toHaveCount(1);
  await page.getByLabel("Status", { exact: true }).selectOption({ label: "Failed" });
  await expect(page).toHaveURL(/state=failed/);
  await expect(page.getByText("1 delivery", { exact: true })).toBeVisible();
  await failed.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "webinar.participant_joined" })).toBeVisible();
  await expect(page.getByText("<b>no</b>")).toBeVisible();
  await page.getByRole("button", { name: "Resend", exact: true }).click();
  await expect(page.getByText("Attempt 2", { exact: true })).toBeVisible();
  await expect(page.getByText("Failed", { exact: true })).toBeVisible();

  status = 204;
  await page.goto(`/apps/${appId}/deliveries`);
  await page.getByRole("button", { name: "Replay failed", exact: true }).click();
  const replay = page.getByRole("dialog", { name: "Replay failed" });
  await expect(replay.getByText("1 delivery will be resent.")).toBeVisible();
  await replay.getByRole("button", { name: "Replay failed" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Delivered" })).toHaveCount(2);
  const ids = (await receiver.arrived(4)).map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids.slice(1)).size).toBe(1);
  await receiver.stop();
});
