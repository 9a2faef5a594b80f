import type { APIRequestContext } from "@playwright/test";
import type { Console } from "./console";
import { expect, test } from "./fixtures";

// What becomes of the apps of somebody whose role changes: both ways it can go.

const userLevel = "user:read:user";
const [readUsers, readMeetings] = ["user:read:user:admin", "meeting:read:meeting:admin"];

type Credentials = { clientId: string; clientSecret: string };

async function activatedApp(person: Console, name: string): Promise<{ appId: string } & Credentials> {
  const appId = await person.createApp(name);
  const clientId = await person.page.getByLabel("Client ID", { exact: true }).inputValue();
  const clientSecret = await person.revealSecret();
  await person.step("Scopes");
  await person.addScopes(userLevel, readUsers, readMeetings);
  await person.step("Activation");
  await person.activate();
  return { appId, clientId, clientSecret };
}

const authorization = ({ clientId, clientSecret }: Credentials) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
});

async function newToken(request: APIRequestContext, app: Credentials): Promise<string> {
  const form = { grant_type: "client_credentials" };
  const answer = await request.post("/oauth/token", { headers: authorization(app), form });
  return (await answer.json()).access_token;
}

/** What a token is good for now, asked by its own app; undefined when the app may not ask any more. */
async function scopeOf(request: APIRequestContext, app: Credentials, token: string): Promise<string | undefined> {
  const answer = await request.post("/oauth/introspect", { headers: authorization(app), form: { token } });
  return (await answer.json()).scope;
}

test("an app loses with its owner's rights what they no longer grant, down to its activation; one click brings it back", async ({
  asOwner,
  asNew,
  request,
}) => {
  const appOwner = await asNew("Admin");
  const app = await activatedApp(appOwner, "Owned by A");
  const token = await newToken(request, app);
  expect(await scopeOf(request, app, token)).toBe([readMeetings, userLevel, readUsers].sort().join(" "));

  await asOwner.giveRole(appOwner, "Developer");
  expect(await scopeOf(request, app, token)).toBe(userLevel);
  await appOwner.page.goto(`/apps/${app.appId}/scopes`);
  await expect(appOwner.page.getByText("2 scopes removed when the owner’s rights changed")).toBeVisible();
  await expect(appOwner.page.getByText(/changed .* role from Admin to Developer/)).toBeVisible();

  await asOwner.giveRole(appOwner, "Member");
  expect(await scopeOf(request, app, token)).toBeUndefined();
  const { page } = asOwner;
  await page.goto(`/apps/${app.appId}/scopes`);
  await expect(page.getByText("3 scopes removed when the owner’s rights changed")).toBeVisible();
  await expect(page.getByText(/left the app without scopes, so it was deactivated/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore scopes" })).toBeDisabled();

  await asOwner.giveRole(appOwner, "Admin");
  await page.goto(`/apps/${app.appId}/scopes`);
  await page.getByRole("button", { name: "Restore scopes" }).click();
  for (const scope of [userLevel, readUsers, readMeetings]) {
    await expect(page.getByRole("button", { name: `Remove ${scope}`, exact: true })).toBeVisible();
  }
  await asOwner.step("Activation");
  await asOwner.activate();
  expect(await scopeOf(request, app, token)).toBeUndefined();
  expect(await scopeOf(request, app, await newToken(request, app))).toContain(readMeetings);
});

test("an app that was transferred to an admin first keeps its scopes and its tokens", async ({
  asOwner,
  asNew,
  request,
}) => {
  const [appOwner, admin] = [await asNew("Admin"), await asNew("Admin")];
  const app = await activatedApp(appOwner, "Handed on in time");
  const token = await newToken(request, app);
  await appOwner.page.goto(`/apps/${app.appId}/ownership`);
  await appOwner.chooseNewOwner(admin);
  await expect(appOwner.page.getByText("All scopes of the app stay")).toBeVisible();
  await appOwner.page.getByRole("button", { name: "Start transfer" }).click();
  await expect(appOwner.page.getByRole("button", { name: "Cancel transfer" })).toBeVisible();
  await admin.page.goto(`/apps/${app.appId}/ownership`);
  await admin.page.getByRole("button", { name: "Accept transfer" }).click();
  await expect(admin.page.getByText("you, Admin")).toBeVisible();

  await asOwner.giveRole(appOwner, "Developer");
  expect(await scopeOf(request, app, token)).toBe([readMeetings, userLevel, readUsers].sort().join(" "));
  await admin.page.goto(`/apps/${app.appId}/scopes`);
  await expect(admin.page.getByRole("button", { name: `Remove ${readMeetings}`, exact: true })).toBeVisible();
});
