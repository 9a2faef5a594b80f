import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { times } from "@/tests/support/prove";
import { expect, test } from "./fixtures";

/** What depends on colours and on the width. All else was looked for in the first look, in the same markup. */
const rulesOfALook = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"];

/** Nothing that axe calls serious or critical, and nothing wider than the window. */
async function inspect(page: Page, name: string, rules: readonly string[] | null): Promise<void> {
  // In legacy mode the page itself sums up; there are no frames of other origins, for which axe would open another one.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  const grave = violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  expect(grave.map((one) => `${name}: ${one.id} ${one.nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0);
}

type Look = { look: "light" | "dark"; width: number; rules: readonly string[] | null };

const looks: Look[] = [
  { look: "light", width: 1280, rules: null },
  { look: "dark", width: 360, rules: times(1, 0) ? rulesOfALook : null },
];
const furtherLooks: Look[] = [
  { look: "light", width: 360, rules: null },
  { look: "dark", width: 1280, rules: null },
];

test.describe.configure({ mode: "parallel" });

for (const { look, width, rules } of [...looks, ...furtherLooks.slice(0, times(0, furtherLooks.length))]) {
  test.describe(`in ${look}, ${width} px wide`, () => {
    // A colour that is still changing is nobody's contrast.
    test.use({ colorScheme: look, viewport: { width, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

    test("every screen is accessible and fits", async ({ asOwner, server }) => {
      test.setTimeout(240_000);
      const { page } = asOwner;
      const see = (name: string) => inspect(page, name, rules);
      const appId = await asOwner.createApp("A name as long as it may be, fifty characters now");
      const steps = [
        "credentials",
        "information",
        "features",
        "scopes",
        "activation",
        "deliveries",
        "usage",
        "activity",
      ].map((step) => `/apps/${appId}/${step}`);
      for (const path of [
        "/apps",
        "/build",
        "/people",
        "/roles",
        "/roles/new",
        "/my-role",
        "/activity",
        "/account",
        "/profile",
        ...steps,
      ]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await see(path);
      }
      await page.goto("/apps");
      await page.getByRole("combobox", { name: "Owner", exact: true }).click();
      await expect(page.getByRole("listbox", { name: "Owners" }).getByRole("option").first()).toBeVisible();
      await see("the owners of apps");
      await page.goto(`/apps/${appId}/features`);
      await page.getByRole("switch", { name: "Event subscriptions" }).click();
      await page.getByRole("button", { name: "Add Event Subscription", exact: true }).click();
      await page.getByLabel("Authorization", { exact: true }).selectOption({ label: "OAuth client credentials" });
      await see("a new subscription");
      await page.getByLabel("Authorization", { exact: true }).selectOption({ label: "None" });
      await page.getByLabel("Endpoint URL", { exact: true }).fill("http://127.0.0.1:9/");
      await page.getByRole("button", { name: "Validate", exact: true }).click();
      await expect(page.getByRole("list", { name: "Validation stages" })).toBeVisible();
      await see("stages of a validation");
      await page.goto(`/apps/${appId}/scopes`);
      await asOwner.openAddScopes();
      await see("Add Scopes");
      await page.goto("/roles");
      await page.getByRole("link", { name: "Owner", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Owner" })).toBeVisible();
      await see("a role");
      await page.goto("/people");
      const dialog = await asOwner.askFromRow("Olga", "Change role");
      await dialog.getByRole("combobox", { name: "Role" }).selectOption({ label: "Member" });
      await expect(dialog.getByText(/last active owner/)).toBeVisible();
      await see("Change role");
      await page.context().clearCookies();
      for (const path of ["/sign-in", `${server.url}/set-up`, "/join/nothing", "/reset/nothing", "/sign-in/forgot"]) {
        await page.goto(path);
        await see(path);
      }
    });
  });
}
