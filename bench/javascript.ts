import { kilobytes, printTable } from "@/bench/numbers";
import { runConsole } from "@/bench/running-console";
import { Console } from "@/e2e/console";
import { type Visitor, weighAhead, weighPage } from "@/e2e/weigh";

/** The compressed JavaScript transferred on the first visit to each screen. */
export const name = "javascript";

const screens = ["apps", "build", "people", "roles", "roles/new", "my-role", "activity", "account"].map(
  (screen) => `/${screen}`,
);
const steps = ["credentials", "information", "features", "scopes", "activation", "activity", "ownership"];

/** Prints, per screen, the kilobytes (1,000 bytes) of its own scripts and of those prefetched for others. */
export async function run(): Promise<void> {
  const running = await runConsole();
  try {
    const { owner, page } = running;
    // A draft: an activated app could not turn event subscriptions on before it has one.
    await page.goto("/apps");
    const appId = await new Console(page).createApp("Weighed");
    await page.goto(`/apps/${appId}/features`);
    await page.getByRole("switch", { name: "Event subscriptions" }).click();
    await page.getByLabel("Secret token", { exact: true }).waitFor();
    const stranger: Visitor = { browser: owner.browser, url: owner.url };
    const rows = [["screen", "own KB", "fetched ahead KB"]];
    for (const path of ["/sign-in", "/set-up", "/join/nothing"]) rows.push(await weigh(stranger, path, path));
    for (const path of screens) rows.push(await weigh(owner, path, path));
    for (const step of steps) rows.push(await weigh(owner, `/apps/${appId}/${step}`, `/apps/…/${step}`));
    printTable(rows);
  } finally {
    await running.stop();
  }
}

async function weigh(visitor: Visitor, path: string, label: string): Promise<string[]> {
  return [label, kilobytes(await weighPage(visitor, path)), kilobytes(await weighAhead(visitor, path))];
}
