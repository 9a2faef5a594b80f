import type { Page } from "@playwright/test";
import { kilobytes, printTable, quantile } from "@/bench/numbers";
import { runConsole } from "@/bench/running-console";
import { weighCatalog } from "@/e2e/weigh";

/** How soon Add Scopes shows the new list after a keystroke, and how much of the catalog is transferred. */
export const name = "scope-search";

/** Typed letter by letter. Each text contains words that no earlier one does, so that there are cold keystrokes too. */
const texts = ["meeting:read:admin", "recording", "list all phone users", "user:write:master", "webinar"];

const limitMs = 5_000;

/** Prints the milliseconds from a keystroke to the frame in which its list is drawn, over all keystrokes. */
export async function run(): Promise<void> {
  const running = await runConsole();
  try {
    const { page, app, owner } = running;
    const scopes = `/apps/${app.appId}/scopes`;
    await page.goto(scopes);
    const begun = performance.now();
    await page.getByRole("button", { name: "Add Scopes", exact: true }).click();
    await page.getByRole("dialog", { name: "Add Scopes" }).getByRole("checkbox").first().waitFor();
    const openedMs = performance.now() - begun;
    const taken: number[] = [];
    for (const text of texts) taken.push(...(await typeIn(page, text)));
    print(taken, openedMs, await weighCatalog(owner, scopes));
  } finally {
    await running.stop();
  }
}

/**
 * Types a text into the search box, waiting for each list before the next letter; returns the times, in milliseconds.
 */
async function typeIn(page: Page, text: string): Promise<number[]> {
  const box = page.getByRole("dialog", { name: "Add Scopes" }).getByRole("searchbox", { name: "Search scopes" });
  await box.fill("");
  await page.waitForLoadState("networkidle");
  const taken: number[] = [];
  for (const letter of text) taken.push(await box.evaluate(pressed, { letter, limitMs }));
  return taken;
}

/**
 * Runs in the page: enters a letter as a keystroke would, and waits for the frame with the list that the server
 * returned for it.
 */
async function pressed(box: Element, { letter, limitMs }: { letter: string; limitMs: number }): Promise<number> {
  const fetchAsItComes = window.fetch;
  let wanted: string | undefined;
  window.fetch = async (...asked) => {
    const response = await fetchAsItComes(...asked);
    const { groups } = (await response.clone().json()) as { groups: { items: { id: string }[] }[] };
    wanted = groups.flatMap(({ items }) => items.map(({ id }) => id)).join();
    return response;
  };
  (box as HTMLInputElement).focus();
  const begun = performance.now();
  document.execCommand("insertText", false, letter);
  while (performance.now() - begun < limitMs) {
    await new Promise(requestAnimationFrame);
    const labels = [...document.querySelectorAll("[role=dialog] li label")];
    if (labels.map((label) => label.textContent).join() !== wanted) continue;
    window.fetch = fetchAsItComes;
    return performance.now() - begun;
  }
  throw new Error(`No list for “${letter}” in time`);
}

function print(taken: number[], openedMs: number, catalogBytes: number): void {
  const ms = (share: number) => quantile(taken, share).toFixed(0);
  printTable([
    ["keystrokes", "p50 ms", "p95 ms", "max ms", "dialog opens ms", "catalog KB"],
    [String(taken.length), ms(0.5), ms(0.95), ms(1), openedMs.toFixed(0), kilobytes(catalogBytes)],
  ]);
}
