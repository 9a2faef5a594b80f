import { afterAll, beforeAll, expect, it } from "vitest";
import { callAction, newToken, openPart, openScreen } from "@/tests/access/ask";
import { passwords, signIn } from "@/tests/access/caller";
import { type Site, startSite } from "@/tests/access/site";
import { actions } from "@/tests/access/table/actions";
import { screens } from "@/tests/access/table/screens";
import { makeTarget, makeTwoAccounts, type Person, type Target, type World } from "@/tests/access/world";
import { basic, post } from "@/tests/support/machine-server";
import type { SentRequest } from "@/tests/support/send";
import { makePerson } from "@/tests/support/world";

// Sends known secrets through the whole product and then looks for them everywhere.

const password = "the-password-canary-4711";
const bootstrap = {
  BOOTSTRAP_ACCOUNT_NAME: "Harbour",
  BOOTSTRAP_OWNER_EMAIL: "olga@example.com",
  BOOTSTRAP_OWNER_PASSWORD: password,
};

let site: Site;
let world: World;
let owner: Person;
let cookie: string;

/** Where no secret may be: all responses, except the ones to a request for that secret. */
const seen: string[] = [];
const secrets = new Map<string, string>();

beforeAll(async () => {
  site = await startSite({ LOG_LEVEL: "trace", ...bootstrap });
  world = await makeTwoAccounts(site.pool);
  owner = await makePerson(site.pool, world.ours, "owner");
  cookie = await enter("session cookie");
  secrets.set("password", password);
  for (const [which, one] of Object.entries(passwords)) secrets.set(`${which} password`, one);
  secrets.set("introspection key", world.ours.introspectionKey);
});

afterAll(() => site?.stop());

/** Signs the owner in again, because some actions end all sessions. */
async function enter(what: string): Promise<string> {
  const fresh = await signIn(world, owner);
  secrets.set(what, fresh.slice(fresh.indexOf("=") + 1));
  return fresh;
}

const handsOut = /reveal|regenerate|issueTestToken|invite|makeResetLink/;

/** The fields in which a response returns a secret, alone or at the end of a link. */
const handedOut = /"(?:clientSecret|secretToken|accessToken|introspectionKey|link)":"(?:https?:[^"]*\/)?([^"]+)"/g;

async function runActions(): Promise<void> {
  for (const [name, row] of Object.entries(actions)) {
    const target = await makeTarget(world, row.state ?? "activated");
    cookie = await enter(`session cookie for ${name}`);
    secrets.set(`client secret before ${name}`, target.app.clientSecret);
    secrets.set(`password link before ${name}`, target.resetToken);
    secrets.set(`invitation before ${name}`, target.invitation.token);
    const { text } = await callAction(site, name, row, target, cookie);
    for (const [, secret = ""] of text.matchAll(handedOut)) secrets.set(`handed out by ${name}`, secret);
    if (!handsOut.test(name)) seen.push(text);
    const refused = await callAction(
      site,
      name,
      { ...row, input: () => ({ appId: target.app.clientSecret }) },
      target,
      cookie,
    );
    if (refused.outcome !== "ok") seen.push(refused.text);
    if (handsOut.test(name)) await lookAtScreens(target);
  }
}

async function lookAtScreens(target: Target): Promise<void> {
  for (const [address, row] of Object.entries(screens)) {
    if (!address.includes("[appId]") && address !== "/account" && address !== "/activity") continue;
    seen.push((await openScreen(site, address, row, target, cookie)).text);
    seen.push((await openPart(site, address, row, target, cookie)).text);
  }
}

/** Machine requests that are refused, with a secret in them. */
async function runMachines(): Promise<void> {
  const { app } = await makeTarget(world);
  const token = (await newToken(site, app)) ?? "";
  secrets.set("access token", token);
  secrets.set("client secret", app.clientSecret);
  const refused: SentRequest[] = [
    post("/oauth/token", { grant_type: "password", password }, app),
    post("/oauth/token", { grant_type: "client_credentials", client_secret: app.clientSecret }, app),
    post("/oauth/token", { client_id: app.clientId, client_secret: `${app.clientSecret}x` }),
    post("/oauth/introspect", { token }, app),
    post("/oauth/introspect", { token }, { ...app, clientSecret: token }),
    post("/oauth/revoke", { token }, app),
    { method: "GET", path: "/v2/users/me", headers: { authorization: `Bearer ${token}x` } },
    { method: "GET", path: "/v2/users/me", headers: { authorization: basic(app) } },
    { path: "/oauth/token", headers: { authorization: `Basic ${app.clientSecret}` } },
  ];
  for (const request of refused) seen.push((await site.send(request)).text);
}

async function trySignIn(word: string): Promise<void> {
  const csrf = await site.send({ method: "GET", path: "/api/auth/csrf" });
  const cookies = (csrf.headers["set-cookie"] ?? []).map((one) => one.split(";", 1)[0]).join("; ");
  const form = { email: "olga@example.com", password: word, csrfToken: String(csrf.json.csrfToken), json: "true" };
  const headers = { cookie: cookies, origin: site.url, "content-type": "application/x-www-form-urlencoded" };
  const answer = await site.send({
    path: "/api/auth/callback/credentials",
    headers,
    body: new URLSearchParams(form).toString(),
  });
  seen.push(answer.text, String(answer.headers.location ?? ""));
}

/** Every text, JSON or list column of every table. */
async function everythingKept(): Promise<string> {
  const tables = await site.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const rows = await Promise.all(
    tables.rows.map(({ name }) => site.pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM "${name}" t`)),
  );
  return rows.flatMap((result) => result.rows.map(({ row }) => row)).join("\n");
}

it("no secret is in a log, a page, a payload, an error, the audit log or the database, except where it was requested", async () => {
  await runActions();
  await runMachines();
  await trySignIn(password);
  await trySignIn(`${password}x`);
  const kept = await everythingKept();
  const found = [...secrets].flatMap(([what, secret]) => [
    ...(site.output().includes(secret) ? [`${what} in the log`] : []),
    ...(seen.some((text) => text.includes(secret)) ? [`${what} in an answer`] : []),
    ...(kept.includes(secret) ? [`${what} in the database`] : []),
  ]);
  expect(found).toEqual([]);
  // The search was for real values: everything that can be handed out was handed out.
  expect([...secrets.keys()].filter((what) => what.startsWith("handed out")).length).toBeGreaterThanOrEqual(8);
  for (const secret of secrets.values()) expect(secret.length).toBeGreaterThanOrEqual(20);
  expect(kept).toContain(world.ours.accountId);
});
