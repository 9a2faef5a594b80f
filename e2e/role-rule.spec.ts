import type { Request } from "@playwright/test";
import { expect, test } from "./fixtures";

const userLevel = "user:read:user";
const adminLevel = "user:read:user:admin";

test("a developer cannot add an admin-level scope: the picker locks it and a forged server action is refused", async ({
  asNew,
}) => {
  const developer = await asNew("Developer");
  const { page } = developer;
  await developer.createApp("Forgery");
  await developer.step("Scopes");
  const dialog = await developer.openAddScopes();
  await dialog.getByRole("searchbox", { name: "Search scopes" }).fill(adminLevel);
  await expect(dialog.getByRole("checkbox", { name: adminLevel, exact: true })).toBeDisabled();
  await expect(dialog.getByText(/Users: View/).first()).toBeVisible();
  await page.keyboard.press("Escape");

  const isAction = (request: Request) => request.method() === "POST" && (request.postData() ?? "").includes(userLevel);
  const [honest] = await Promise.all([page.waitForRequest(isAction), developer.addScopes(userLevel)]);
  const forged = (honest.postData() ?? "").replaceAll(`"${userLevel}"`, `"${adminLevel}"`);
  const { "next-action": action = "", "next-router-state-tree": tree = "" } = await honest.allHeaders();
  const answer = await page.request.post(honest.url(), {
    headers: {
      "next-action": action,
      "next-router-state-tree": tree,
      "content-type": "text/plain;charset=UTF-8",
      origin: new URL(honest.url()).origin,
    },
    data: forged,
  });
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain("scope-not-granted");

  await page.reload();
  await expect(page.getByRole("button", { name: `Remove ${userLevel}`, exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: `Remove ${adminLevel}`, exact: true })).toBeHidden();
});

test("an action from another origin, or from none, is refused before anything runs", async ({ asOwner }) => {
  const { page } = asOwner;
  const appId = await asOwner.createApp("Origin");
  for (const origin of ["https://evil.example", undefined]) {
    const answer = await page.request.post(`/apps/${appId}/activation`, {
      headers: { "next-action": "0".repeat(42), "content-type": "text/plain", ...(origin ? { origin } : {}) },
      data: "[]",
    });
    expect(answer.status()).toBe(403);
  }
});

test("a member is told that apps are not for them, and who can change that", async ({ asNew }) => {
  const { page } = await asNew("Member");
  await page.goto("/apps");
  await expect(page.getByText("S2S apps: View")).toBeVisible();
  await expect(page.getByText(/Ask \w/)).toBeVisible();
});
