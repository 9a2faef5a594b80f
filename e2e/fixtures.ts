import { randomUUID } from "node:crypto";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { startServer, type TestServer } from "@/tests/support/server";
import { Visitor } from "@/tests/support/visitor";
import { Console } from "./console";

export const owner = { account: "Harbour Freight Lines", email: "olga@example.com", password: "correct horse battery" };
const password = "another long password";

type Role = "Owner" | "Admin" | "Developer" | "Member";

type Fixtures = {
  /** Messages of the browser's console that this test expects, besides none at all. */
  expectedErrors: RegExp[];
  /** The account owner, signed in, at Created apps. */
  asOwner: Console;
  /** Somebody new of this role, invited by the owner, in a browser of their own. */
  asNew: (role: Role) => Promise<Console>;
};

type WorkerFixtures = { server: TestServer; ownerState: Awaited<ReturnType<BrowserContext["storageState"]>> };

/**
 * Fails the test for whatever a browser complains about: errors in the console, exceptions, violations of the CSP,
 * warnings about our headers.
 */
export function watch(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const isAboutHeaders = message.type() === "warning" && message.text().includes("header");
    if (message.type() === "error" || isAboutHeaders) complaints.push(`${message.text()} (${message.location().url})`);
  });
}

/** Somebody who was invited, has joined and is signed in: by the requests that the pages send (people.spec.ts uses the pages). */
async function newcomer(byOwner: Visitor, person: { email: string; name: string; role: Role }): Promise<Visitor> {
  const roles = await (await byOwner.load("/roles")).text();
  const roleId = new RegExp(`href="/roles/([\\w-]+)"[^>]*>${person.role}<`).exec(roles)?.[1];
  const invited = await byOwner.act<{ link: string }>("/people", "inviteAction", { email: person.email, roleId });
  if (!invited.ok) throw new Error(`${person.role} was not invited: ${JSON.stringify(invited)}`);
  const visitor = new Visitor(byOwner.url);
  const token = invited.value.link.slice(invited.value.link.lastIndexOf("/") + 1);
  await visitor.act(`/join/${token}`, "joinAction", { token, name: person.name, password });
  await visitor.signIn(person.email, password);
  return visitor;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const server = await startServer({
        BOOTSTRAP_ACCOUNT_NAME: owner.account,
        BOOTSTRAP_OWNER_EMAIL: owner.email,
        BOOTSTRAP_OWNER_PASSWORD: owner.password,
        // The tests' receivers listen on this machine.
        WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8",
      });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  ownerState: [
    async ({ browser, server }, use) => {
      const context = await browser.newContext({ baseURL: server.url });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await new Console(page).signIn(owner.email, owner.password);
      await page.waitForURL(/\/apps$/);
      await use(await context.storageState());
      await context.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  expectedErrors: [[], { option: true }],
  context: async ({ context, expectedErrors }, use) => {
    const complaints: string[] = [];
    context.on("page", (page) => watch(page, complaints));
    await use(context);
    expect(complaints.filter((one) => !expectedErrors.some((expected) => expected.test(one)))).toEqual([]);
  },
  asOwner: async ({ context, page, ownerState }, use) => {
    await context.addCookies(ownerState.cookies);
    await page.goto("/apps");
    await use(new Console(page));
  },
  asNew: async ({ browser, server, ownerState }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    const byOwner = new Visitor(server.url, { cookies: ownerState.cookies });
    await use(async (role) => {
      const email = `${role.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`;
      const name = `${role} ${email.slice(-20, -12)}`;
      const visitor = await newcomer(byOwner, { email, name, role });
      const context = await browser.newContext({ baseURL: server.url });
      contexts.push(context);
      context.on("page", (page) => watch(page, complaints));
      await context.addCookies(visitor.cookies.map((cookie) => ({ ...cookie, url: server.url })));
      const page = await context.newPage();
      await page.goto("/apps");
      return new Console(page, name);
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

export { expect };
