import "@/tests/support/environment";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { addressFor } from "@/tests/access/address";
import { signIn } from "@/tests/access/caller";
import { type Site, startSite } from "@/tests/access/site";
import { markup, markups, plantScripts, watchRuns } from "@/tests/access/stored-scripts";
import { screens } from "@/tests/access/table/screens";
import { makeTarget, makeTwoAccounts, type Target } from "@/tests/access/world";
import { figure } from "@/tests/support/prove";
import { makePerson } from "@/tests/support/world";
import { watch } from "./fixtures";

// Everything that somebody can write is markup and scripts here. Each screen shows it as text.

let site: Site;
let target: Target;

test.beforeAll(async () => {
  site = await startSite({ WORKER: "off" });
  target = await makeTarget(await makeTwoAccounts(site.pool));
});

test.afterAll(() => site?.stop());

/** Screens for people; the other addresses answer data and files. */
const addresses = Object.keys(screens).filter((one) => !/\/(search|export|live|owners)$|^\/api\//.test(one));
const open = ["/join/[token]", "/reset/[token]", "/set-up", "/sign-in", "/sign-in/forgot"];

const injected = encodeURIComponent(markups);

/** Screens that repeat a part of their address. */
const repeating = [
  ...[`/apps?search=${injected}`, `/apps?owner=${injected}`, `/activity?search=${injected}&act=${injected}`],
  ...[`/people?search=${injected}`, `/nowhere/${injected}`, `/apps/${injected}/scopes`],
];
const openRepeating = [
  ...[`/sign-in?error=${injected}`, `/sign-in?callbackUrl=javascript:ran()`, `/sign-in?to=${injected}`],
  ...[`/join/${injected}`, `/reset/${injected}`, `/set-up?token=${injected}`],
];

/** Opens a screen until its own scripts have run, and finds what has become markup or run. */
async function look(page: Page, path: string): Promise<{ shown: boolean; found: unknown }> {
  await page.goto(site.url + path);
  await page.waitForFunction(() => document.readyState === "complete" && "next" in globalThis);
  const links = 'a[href^="javascript:" i], form[action^="javascript:" i], iframe, base';
  const found = await page.evaluate(
    (selector) => [document.querySelectorAll(selector).length, "hasRun" in globalThis],
    `[data-planted], [onerror], [onload], ${links}`,
  );
  return { shown: (await page.content()).includes("data-planted"), found };
}

async function lookAtAll(context: BrowserContext, paths: readonly string[]): Promise<string[]> {
  const page = await context.newPage();
  await page.addInitScript(watchRuns);
  page.on("dialog", (dialog) => dialog.dismiss());
  const shown: string[] = [];
  for (const path of paths) {
    const seen = await look(page, path);
    expect(seen.found, path).toEqual([0, false]);
    if (seen.shown) shown.push(path);
  }
  return shown;
}

test("no script that somebody has stored, or put into an address, runs on any screen", async ({ context }) => {
  test.setTimeout(240_000);
  const complaints: string[] = [];
  context.on("page", (page) => watch(page, complaints));
  const owner = await makePerson(site.pool, target.ours, "owner");
  const [name = "", value = ""] = (await signIn(target, owner)).split("=");
  await plantScripts(target);
  const signedIn = addresses.filter((one) => !open.includes(one));
  const links = new Map(open.map((one) => [one, addressFor(one, target) + (screens[one]?.query?.(target) ?? "")]));
  const shownOpen = await lookAtAll(context, [...links.values(), ...openRepeating]);
  await context.addCookies([{ name, value, url: site.url }]);
  const shown = await lookAtAll(context, [...signedIn.map((one) => addressFor(one, target)), ...repeating]);
  // An address that leads nowhere is answered with 404, which Chromium notes.
  expect(complaints.filter((one) => !/the server responded with a status of 40[04]/.test(one))).toEqual([]);
  expect(markups).toContain(markup);
  const screensSeen = addresses.length + repeating.length + openRepeating.length;
  expect(shownOpen.length + shown.length).toBeGreaterThanOrEqual(24);
  figure(
    "Screens of stored scripts",
    `${screensSeen} screens, ${shownOpen.length + shown.length} of them with scripts as text: 0 ran`,
  );
});
