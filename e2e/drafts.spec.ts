import { Console } from "./console";
import { expect, owner, test } from "./fixtures";

test("what was typed into a form comes back after another page, a reload and signing out, until it is discarded", async ({
  page,
}) => {
  // With a session of its own, because it ends it.
  const console = new Console(page);
  await page.goto("/sign-in?to=/roles/new");
  await console.signIn(owner.email, owner.password);
  const name = page.getByLabel("Role name");
  const restored = page.getByText("Restored what you typed earlier.");
  await name.fill("Night shift");
  await console.grant("Meetings", "View");
  await page.getByRole("link", { name: "People", exact: true }).click();
  await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(restored).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue("Night shift");

  await console.signOut();
  await page.goto("/sign-in?to=/roles/new");
  await console.signIn(owner.email, owner.password);
  await expect(name).toHaveValue("Night shift");
  await expect(page.getByRole("radiogroup", { name: /^Meetings/ }).getByRole("radio", { name: "View" })).toBeChecked();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(restored).toBeHidden();
  await expect(name).toHaveValue("");
  await page.reload();
  await expect(page.getByRole("button", { name: "Save role" })).toBeEnabled();
  await expect(restored).toBeHidden();
});

test.describe("a page that can't be opened", () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

  test("leaves the one that is open as it is: offline with Retry, signed out with Sign in, which leads back", async ({
    asOwner,
  }) => {
    const { page } = asOwner;
    const name = page.getByLabel("Role name");
    const people = page.getByRole("link", { name: "People", exact: true });
    await page.goto("/roles/new");
    await name.fill("Day shift");
    await page.context().setOffline(true);
    await people.click();
    await expect(page.getByText("The server can’t be reached")).toBeVisible();
    await expect(name).toHaveValue("Day shift");
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Retry" }).click();
    await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeVisible();

    await page.goBack();
    await page.context().clearCookies();
    await people.click();
    await expect(page.getByText("You’re signed out")).toBeVisible();
    await expect(name).toHaveValue("Day shift");
    await page.getByRole("link", { name: "Sign in" }).click();
    await asOwner.signIn(owner.email, owner.password);
    await expect(page).toHaveURL(/\/roles\/new$/);
    await expect(name).toHaveValue("Day shift");
  });
});

test("a click shows that its page is loading before the server has answered, and opens an app in one step", async ({
  asOwner,
}) => {
  const { page } = asOwner;
  await asOwner.createApp("Far away");
  await page.goto("/apps");
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  const asked: string[] = [];
  await page.route("**/apps/**", async (route) => {
    const headers = route.request().headers();
    if (headers.rsc && !headers["next-router-prefetch"]) {
      asked.push(new URL(route.request().url()).pathname);
      await held;
    }
    await route.continue();
  });
  const link = page.getByRole("link", { name: "Far away", exact: true });
  await link.click();
  await expect(page.getByRole("progressbar", { name: "Loading" })).toBeVisible();
  await expect(link).toHaveAttribute("data-pending", "true");
  answer();
  await expect(page.getByRole("heading", { name: "Far away", level: 1 })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Loading" })).toBeHidden();
  expect(asked).toEqual([new URL(page.url()).pathname]);
  await page.unrouteAll();
});
