import { expect, test } from "./fixtures";
import { type Visitor, weighCatalog, weighPages } from "./weigh";

const screens = ["apps", "build", "people", "roles", "roles/new", "my-role", "activity", "account"].map(
  (screen) => `/${screen}`,
);
const steps = [
  "credentials",
  "information",
  "features",
  "scopes",
  "activation",
  "deliveries",
  "usage",
  "activity",
  "ownership",
];

test("the first visit to any screen loads at most 200 KB of compressed JavaScript", async ({
  asOwner,
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const appId = await asOwner.createApp("A light app");
  await asOwner.step("Feature");
  await asOwner.page.getByRole("switch", { name: "Event subscriptions" }).click();
  await expect(asOwner.page.getByLabel("Secret token", { exact: true })).toBeVisible();
  const stranger: Visitor = { browser, url: server.url };
  const owner: Visitor = { ...stranger, state: await asOwner.page.context().storageState() };
  const ours = [...screens, ...steps.map((step) => `/apps/${appId}/${step}`)];
  const weighed = await Promise.all([
    weighPages(owner, ours),
    weighPages(stranger, ["/sign-in", "/set-up", "/join/nothing"]),
  ]);
  const heavy = weighed.flatMap((pages) => [...pages]).filter(([, bytes]) => bytes === 0 || bytes > 200_000);
  expect(heavy).toEqual([]);
});

test("Add Scopes holds less than 50 KB of the catalog", async ({ asOwner, browser, server }) => {
  const appId = await asOwner.createApp("Few scopes at a time");
  const owner: Visitor = { browser, url: server.url, state: await asOwner.page.context().storageState() };
  const bytes = await weighCatalog(owner, `/apps/${appId}/scopes`);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(50_000);
});
