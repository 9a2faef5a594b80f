import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { type IdentityProvider, startIdentityProvider } from "@/tests/support/identity-provider";
import { type MailServer, startMailServer } from "@/tests/support/mail-server";
import { freePort, startServer, type TestServer } from "@/tests/support/server";
import { Visitor } from "@/tests/support/visitor";
import { Console } from "./console";
import { test as base, expect, owner } from "./fixtures";

// A server with an identity provider and a mail server beside it.

const people = {
  olga: { email: owner.email, email_verified: true, name: "Olga" },
  ida: { email: "ida@example.com", email_verified: true, name: "Ida Provider" },
  eve: { email: owner.email, email_verified: false, name: "Eve" },
  anew: { email: owner.email, email_verified: true, name: "Olga Anew" },
  chooser: { email: "chooser@example.com", email_verified: true, name: "Cho Oser" },
  stranger: { email: "stranger@example.com", email_verified: true, name: "Stranger" },
};

const test = base.extend<object, { port: string; provider: IdentityProvider; mail: MailServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  port: [async ({}, use) => use(String(await freePort())), { scope: "worker" }],
  provider: [
    async ({ port }, use) => {
      const provider = await startIdentityProvider(`http://localhost:${port}`, people);
      await use(provider);
      await provider.stop();
    },
    { scope: "worker" },
  ],
  mail: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const mail = await startMailServer();
      await use(mail);
      await mail.stop();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ port, provider, mail }, use) => {
      const server = await startServer({
        PORT: port,
        BOOTSTRAP_ACCOUNT_NAME: owner.account,
        BOOTSTRAP_OWNER_EMAIL: owner.email,
        BOOTSTRAP_OWNER_PASSWORD: owner.password,
        ...provider.settings,
        SMTP_URL: mail.url,
        MAIL_FROM: "Patchbay <patchbay@example.com>",
      });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

// The pages of the provider ask for a font and have no icon; that is not ours to mend.
test.use({ expectedErrors: [/fonts\.googleapis\.com|favicon\.ico/] });

/** Goes to the provider from the sign-in page, says there who one is, and comes back. */
async function signInAs(page: Page, provider: IdentityProvider, name: keyof typeof people): Promise<void> {
  await page.getByRole("button", { name: `Sign in with ${provider.host}` }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a person is signed in by the identity provider and comes back to where they wanted to go", async ({
  page,
  provider,
}) => {
  await page.goto("/activity?from=here");
  await signInAs(page, provider, "olga");
  await page.waitForURL(/\/activity\?from=here$/);
  await expect(page.getByText("Olga signed in for the first time through an identity provider")).toBeVisible();
  await new Console(page).signOut();
});

test("an invitation is accepted by signing in with its address, and no password is needed", async ({
  asOwner,
  browser,
  baseURL,
  provider,
  mail,
}) => {
  const link = await asOwner.invite("ida@example.com", "Developer");
  await expect(asOwner.page.getByText("Emailed to ida@example.com.")).toBeVisible();
  const { text } = await mail.letterTo("ida@example.com");
  expect(text).toContain("/join/");
  expect(text).not.toContain(link);
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signInAs(page, provider, "ida");
  await expect(page.getByRole("heading", { name: "Created apps" })).toBeVisible();
  await page.goto("/profile");
  await expect(page.getByText(`You have none: you sign in with ${provider.host}.`)).toBeVisible();
  await context.close();
});

/** What a command of the operator prints, run beside the server. */
const command = (server: TestServer, file: string, ...args: string[]): string =>
  execFileSync(process.execPath, ["--import", "tsx", file, ...args], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, NODE_ENV: "production", DATA_DIR: server.dataDir, BASE_URL: server.url },
  });

test("an address that two accounts invited is asked which one it joins", async ({
  asOwner,
  browser,
  baseURL,
  provider,
  server,
}) => {
  const [accountName, email] = ["Second Harbour", people.chooser.email];
  const token = /token=(\S{43})/.exec(command(server, "lib/accounts/create-command.ts", accountName))?.[1] ?? "";
  const tove = { name: "Tove", email: "tove@example.com", password: "another long password" };
  await new Visitor(server.url).act(`/set-up?token=${token}`, "setUpAction", { token, accountName, ...tove });
  command(server, "lib/accounts/invite-owner-command.ts", accountName, email);
  await asOwner.invite(email, "Developer");
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signInAs(page, provider, "chooser");
  await expect(page.getByRole("button", { name: `Join ${owner.account}` })).toBeVisible();
  await page.getByRole("button", { name: `Join ${accountName}` }).click();
  await page.waitForURL(/\/apps$/);
  await page.goto("/account");
  await expect(page.getByText(accountName).first()).toBeVisible();
  await context.close();
});

test("a person whom the provider knows as another user is let in once an account owner has confirmed it", async ({
  asOwner,
  browser,
  baseURL,
  provider,
}) => {
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signInAs(page, provider, "olga");
  await new Console(page).signOut();
  await context.clearCookies();
  await page.goto("/sign-in");
  await signInAs(page, provider, "anew");
  await expect(page.getByText(/An account owner must confirm/)).toBeVisible();
  await asOwner.page.goto("/people");
  await expect(asOwner.page.getByRole("list", { name: "Sign-ins to confirm" })).toContainText("Olga Anew");
  await asOwner.page.getByRole("button", { name: "Confirm the sign-in of Olga" }).click();
  await expect(asOwner.page.getByRole("list", { name: "Sign-ins to confirm" })).toBeHidden();
  await context.clearCookies();
  await page.goto("/sign-in");
  await signInAs(page, provider, "anew");
  await expect(page.getByRole("heading", { name: "Created apps" })).toBeVisible();
  await context.close();
});

for (const [name, sentence] of [
  ["stranger", /no one here has the email address it gave/],
  ["eve", /hasn’t verified that your email address is yours/],
] as const) {
  test(`${name} is not let in, and is told why`, async ({ page, provider }) => {
    await page.goto("/sign-in");
    await signInAs(page, provider, name);
    await expect(page.getByText(sentence)).toBeVisible();
    await page.goto("/apps");
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  });
}

test("who gives up at the provider is told that it did not work", async ({ page, provider }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Sign in with ${provider.host}` }).click();
  await page.getByRole("link", { name: /Cancel/ }).click();
  await expect(page.getByText(`Sign-in with ${provider.host} failed.`, { exact: false })).toBeVisible();
});

test("a forgotten password is set anew by a mailed link, once, and unknown addresses look the same", async ({
  page,
  asNew,
  mail,
}) => {
  const person = await asNew("Developer");
  await person.page.getByRole("button", { name: "Account menu" }).click();
  const email = (await person.page.getByText(/^developer-.*@example\.com$/).textContent()) ?? "";
  const answers: string[] = [];
  for (const address of [email, "nobody@example.com"]) {
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
    await page.getByLabel("Email").fill(address);
    await page.getByRole("button", { name: "Email me a link" }).click();
    const answer = page.getByRole("status");
    await expect(answer).toContainText("Check your email");
    answers.push(((await answer.textContent()) ?? "").replace(address, "…"));
  }
  expect(answers[0]).toBe(answers[1]);
  const letters = () => mail.lettersTo(email).filter(({ text }) => text.includes("/reset/"));
  await expect.poll(() => letters().length).toBe(1);
  const link = /http\S+\/reset\/\S+/.exec(letters()[0]?.text ?? "")?.[0] ?? "";
  await page.goto(link);
  await page.getByLabel("Password").fill("a password by mail");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.waitForURL(/\/apps$/);
  await person.page.goto("/apps");
  await expect(person.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await page.goto(link);
  await expect(page.getByText("This link cannot be used")).toBeVisible();
  expect(mail.lettersTo("nobody@example.com")).toEqual([]);
});

test("an identity provider that does not answer is told on the sign-in page", async ({ page, provider, server }) => {
  await page.goto("/sign-in");
  await provider.stop();
  await page.getByRole("button", { name: `Sign in with ${provider.host}` }).click();
  await expect(page.getByText(`${provider.host} does not answer`, { exact: false })).toBeVisible();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});
