import type { Browser, BrowserContext, Page, Request, Response } from "@playwright/test";
import { findScope } from "@/lib/catalog/scopes";

/** Somebody who has never been here: with a browser whose cache is empty, signed in by `state` or not at all. */
export type Visitor = { browser: Browser; url: string; state?: Awaited<ReturnType<BrowserContext["storageState"]>> };

/** Compressed bytes of the scripts that a page itself loads on a first visit until the network is idle. */
export async function weighPage(visitor: Visitor, path: string): Promise<number> {
  return sum([...(await scriptsOf(visitor, path, { ahead: false })).values()]);
}

/** The same for the further scripts that the page fetches ahead for pages it links to. */
export async function weighAhead(visitor: Visitor, path: string): Promise<number> {
  const own = await scriptsOf(visitor, path, { ahead: false });
  const all = await scriptsOf(visitor, path, { ahead: true });
  return sum([...all].filter(([url]) => !own.has(url)).map(([, bytes]) => bytes));
}

/** What {@link weighPage} answers for each of these paths, all in one window: while requests are routed, nothing is cached. */
export async function weighPages(visitor: Visitor, paths: readonly string[]): Promise<Map<string, number>> {
  const page = await visitWithoutPrefetch(visitor);
  const weighed = new Map<string, number>();
  for (const path of paths) weighed.set(path, sum([...(await scriptsLoadedBy(page, path)).values()]));
  await page.context().close();
  return weighed;
}

/** Each script by its address, with its bytes as they were transferred. */
async function scriptsOf(visitor: Visitor, path: string, { ahead }: { ahead: boolean }): Promise<Map<string, number>> {
  const page = await (ahead ? visit(visitor) : visitWithoutPrefetch(visitor));
  const weighed = await scriptsLoadedBy(page, path);
  await page.context().close();
  return weighed;
}

async function scriptsLoadedBy(page: Page, path: string): Promise<Map<string, number>> {
  const scripts: Promise<[string, number]>[] = [];
  const weigh = (request: Request) => {
    if (request.resourceType() !== "script") return;
    scripts.push(request.sizes().then((sizes) => [request.url(), sizes.responseBodySize]));
  };
  page.on("requestfinished", weigh);
  await page.goto(path, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  page.off("requestfinished", weigh);
  return new Map(await Promise.all(scripts));
}

async function visitWithoutPrefetch(visitor: Visitor): Promise<Page> {
  const page = await visit(visitor);
  await page.route("**/*", (route) =>
    route.request().headers()["next-router-prefetch"] ? route.abort() : route.continue(),
  );
  return page;
}

/** Bytes of the catalog of scopes that the browser holds once Add Scopes is open: the answer it lists, and every id elsewhere. */
export async function weighCatalog(visitor: Visitor, scopesPath: string): Promise<number> {
  const page = await visit(visitor);
  const texts: Promise<number>[] = [];
  page.on("response", (response) => texts.push(catalogBytes(response)));
  await page.goto(scopesPath);
  await page.getByRole("button", { name: "Add Scopes", exact: true }).click();
  await page.getByRole("dialog", { name: "Add Scopes" }).getByRole("checkbox").first().waitFor();
  await page.waitForLoadState("networkidle");
  const bytes = sum(await Promise.all(texts));
  await page.context().close();
  return bytes;
}

async function catalogBytes(response: Response): Promise<number> {
  const isList = new URL(response.url()).pathname.endsWith("/scopes/search");
  const text = await response.text().catch(() => "");
  if (isList) return Buffer.byteLength(text);
  return sum((text.match(/\w+(:\w+){2,}/g) ?? []).filter((id) => findScope(id)).map((id) => id.length));
}

async function visit({ browser, url, state }: Visitor): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, ...(state ? { storageState: state } : {}) });
  return context.newPage();
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
