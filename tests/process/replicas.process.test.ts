import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPool } from "@/lib/database/connect";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import {
  callUsersMe,
  httpMachine,
  introspectionOf,
  type MachineServer,
  post,
  tokenOf,
} from "@/tests/support/machine-server";

import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, times } from "@/tests/support/prove";
import { activatedApp, balancedVisitor, linkMadeBy } from "@/tests/support/replicas";
import { startServer, type TestServer } from "@/tests/support/server";
import { shiftedClock } from "@/tests/support/shifted-clock";
import { makeSecret, makeWorld } from "@/tests/support/world";

// Two built servers with one database; one's clock is ten minutes slow, the other's ten minutes fast.

const origin = "http://patchbay.example";
const owner = { email: "ada@example.com", password: "keeps the light on" };

let postgres: OwnPostgres;
let database: pg.Pool;
let servers: [slow: TestServer, fast: TestServer];

beforeAll(async () => {
  postgres = await ownPostgres();
});

afterAll(async () => {
  await stopAll();
  await postgres?.remove();
});

async function startBoth(name: string): Promise<void> {
  const url = await postgres.newDatabase(name);
  const env = {
    DATABASE_URL: url,
    SECRET_KEYS: String(process.env.SECRET_KEYS),
    BOOTSTRAP_ACCOUNT_NAME: "Lighthouse",
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
    // Both serve one origin, as behind a load balancer.
    BASE_URL: origin,
  };
  database = newPool(url, { max: 2 });
  ignoreEnds(database);
  servers = await Promise.all([
    startServer({ ...env, ...shiftedClock(-10) }),
    startServer({ ...env, ...shiftedClock(10) }),
  ]);
}

async function stopAll(): Promise<void> {
  for (const server of servers ?? []) await server.stop();
  await database?.end();
}

const countOf = async (table: string): Promise<number> =>
  Number((await database.query(`SELECT count(*) FROM "${table}"`)).rows[0].count);

test("two servers started at once on an empty database create one account, one owner, one signing key and one catalog", {
  timeout: times(60_000, 300_000),
}, async () => {
  const starts = times(2, 10);
  for (let start = 1; start <= starts; start++) {
    if (start > 1) await stopAll();
    await startBoth(`empty_${start}`);
    const made = await Promise.all(["Account", "User", "SigningKey", "CatalogState", "SetUpLink"].map(countOf));
    expect(made).toEqual([1, 1, 1, 1, 0]);
    const keys = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/oauth/jwks`)).text()));
    expect(keys[0]).toBe(keys[1]);
    for (const { url } of servers) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }
  figure(
    "Two servers started at once on an empty database",
    `${starts} starts: 1 account, 1 owner, 1 signing key, 1 catalog, both ready each time`,
  );
});

describe("what is done at one server", () => {
  let w: Awaited<ReturnType<typeof makeWorld>>;
  let slow: MachineServer;
  let fast: MachineServer;

  beforeAll(async () => {
    w = await makeWorld(database);
    [slow, fast] = [httpMachine(servers[0].url), httpMachine(servers[1].url)];
  });

  const visitor = () => balancedVisitor(servers, origin);

  const activity = (machine: MachineServer, token: string) =>
    introspectionOf(machine, token, w.account.introspectionKey).then((said) => said.active);

  test("a session is valid at both, and ended at one it ends at both", async () => {
    const { browser, at, atBoth } = visitor();
    const statuses = () => atBoth(async () => (await browser.load("/apps")).status);
    const enter = (server: TestServer) => at(server, () => browser.signIn(owner.email, owner.password));
    const [slow, fast] = [await enter(servers[0]), await enter(servers[1])];
    expect([slow.ok, fast.ok]).toEqual([true, true]);
    expect(Math.round((fast.cookieEnds - slow.cookieEnds) / 60_000)).toBe(20);
    expect(await statuses()).toEqual([200, 200]);
    await at(servers[0], () => browser.signOut());
    expect(await statuses()).toEqual([307, 307]);
  });

  test("an invitation from one is accepted at the other; a role change and a deactivation take effect at both immediately", async () => {
    const inviting = visitor();
    await inviting.browser.signIn(owner.email, owner.password);
    const roles = await rolesByKind();
    const path = await inviting.at(servers[1], () =>
      linkMadeBy(inviting.browser, "inviteAction", { email: "ben@example.com", roleId: roles.admin }),
    );
    const { browser, at, atBoth } = visitor();
    const token = path.split("/").at(-1);
    await at(servers[0], () => browser.act(path, "joinAction", { token, name: "Ben", password: owner.password }));
    await at(servers[1], () => browser.signIn("ben@example.com", owner.password));
    const create = () => atBoth(() => browser.act("/build", "createAppAction", { name: "Ben's" }));
    expect(await create()).toMatchObject([{ ok: true }, { ok: true }]);
    await database.query(`UPDATE "User" SET "roleId" = $1 WHERE "email" = 'ben@example.com'`, [roles.member]);
    expect(await create()).toMatchObject([{ code: "forbidden" }, { code: "forbidden" }]);
    await database.query(`UPDATE "User" SET "status" = 'deactivated' WHERE "email" = 'ben@example.com'`);
    expect(await create()).toMatchObject([{ code: "signed-out" }, { code: "signed-out" }]);
  });

  async function rolesByKind(): Promise<Record<string, string>> {
    const { rows } = await database.query(
      `SELECT r."kind", r."id" FROM "Role" r JOIN "User" u ON u."accountId" = r."accountId" WHERE u."email" = $1`,
      [owner.email],
    );
    return Object.fromEntries(rows.map(({ kind, id }) => [kind, id]));
  }

  test("a token from either is valid at both, by the database's clock, and revoked at one it is invalid at both", async () => {
    for (const [issuer, other] of [
      [slow, fast],
      [fast, slow],
    ] as const) {
      const token = await tokenOf(issuer, w.app);
      expect([await activity(issuer, token), await activity(other, token)]).toEqual([true, true]);
      expect((await callUsersMe(other, token)).status).toBe(200);
      const { iat, exp } = await introspectionOf(other, token, w.account.introspectionKey);
      const { rows } = await database.query("SELECT abs(extract(epoch FROM now()) - $1) < 60 AS close", [iat]);
      expect([rows[0].close, Number(exp) - Number(iat)]).toEqual([true, 3600]);
      await other.send(post("/oauth/revoke", { token }, w.app));
      expect([await activity(issuer, token), await activity(other, token)]).toEqual([false, false]);
    }
  });

  test("deactivating an app at one server immediately invalidates its tokens at the other", async () => {
    const { browser, at } = visitor();
    const rounds = times(5, 200);
    const checks = 50;
    await browser.signIn(owner.email, owner.password);
    const app = await activatedApp(browser, database);
    for (let round = 0; round < rounds; round++) {
      const token = await tokenOf(round % 2 ? slow : fast, app);
      await at(servers[round % 2 ? 1 : 0], () =>
        browser.act("/apps", "deactivateListedAppAction", { appId: app.appId }),
      );
      const said = await Promise.all([slow, fast].map((one) => callUsersMe(one, token)));
      expect(said.map(({ status }) => status)).toEqual([401, 401]);
      const asked = await Promise.all(Array.from({ length: checks }, (_, n) => activity(n % 2 ? slow : fast, token)));
      expect(asked.filter((isActive) => isActive !== false)).toEqual([]);
      await at(servers[0], () => browser.act("/apps", "activateListedAppAction", { appId: app.appId }));
      expect((await callUsersMe(fast, token)).status).toBe(401);
    }
    figure(
      "Deactivated at one server, asked at both",
      `${rounds} deactivations, ${rounds * checks} introspections and ${rounds * 3} uses of the old tokens: 0 active, none revived by activating again`,
    );
  });

  test("a secret expires at the same moment at both, ten minutes before and after", async () => {
    const inFiveMinutes = await makeSecret(database, w.app, await databaseTime("5 minutes"));
    const fiveMinutesAgo = await makeSecret(database, w.app, await databaseTime("-5 minutes"));
    const statusOf = async (machine: MachineServer, { clientSecret }: { clientSecret: string }) =>
      (await machine.send(post("/oauth/token", { grant_type: "client_credentials" }, { ...w.app, clientSecret })))
        .status;
    for (const machine of [slow, fast]) {
      expect([await statusOf(machine, inFiveMinutes), await statusOf(machine, fiveMinutesAgo)]).toEqual([200, 401]);
    }
  });

  test("sessions, invitations and password links expire at the same moment at both", async () => {
    const { browser, atBoth } = visitor();
    const { browser: stranger, atBoth: atEach } = visitor();
    await browser.signIn(owner.email, owner.password);
    const invitation = await linkMadeBy(browser, "inviteAction", {
      email: "cleo@example.com",
      roleId: (await rolesByKind()).admin,
    });
    const person = await database.query(`SELECT "id" FROM "User" WHERE "email" = 'ben@example.com'`);
    await database.query(`UPDATE "User" SET "status" = 'active' WHERE "email" = 'ben@example.com'`);
    const reset = await linkMadeBy(browser, "makeResetLinkAction", { userId: person.rows[0].id });
    const usable = async (endsIn: string) => {
      for (const table of ["Session", "Invitation", "PasswordReset"]) {
        await database.query(`UPDATE "${table}" SET "expiresAt" = $1`, [await databaseTime(endsIn)]);
      }
      const session = await atBoth(async () => (await browser.load("/apps")).status === 200);
      const shows = (path: string, email: string) =>
        atEach(async () => (await (await stranger.load(path)).text()).includes(email));
      return [...session, ...(await shows(invitation, "cleo@example.com")), ...(await shows(reset, "ben@example.com"))];
    };
    expect(await usable("5 minutes")).toEqual(Array(6).fill(true));
    expect(await usable("-5 minutes")).toEqual(Array(6).fill(false));
  });

  test("failures are counted together, and expire at the same moment at both", async () => {
    const wrong = post(
      "/oauth/token",
      { grant_type: "client_credentials" },
      { clientId: "nobody", clientSecret: "wrong" },
    );
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++) statuses.push((await (i < 20 ? slow : fast).send(wrong)).status);
    expect([statuses.indexOf(429), statuses.lastIndexOf(401)]).toEqual([30, 29]);
    for (const machine of [slow, fast]) {
      const { status, headers } = await machine.send(wrong);
      expect([status, Number(headers["retry-after"]) <= 60]).toEqual([429, true]);
    }
  });

  test("both list the same missing steps for activation while the app's secret expires", async () => {
    const { browser, atBoth } = visitor();
    await browser.signIn(owner.email, owner.password);
    const { appId } = await activatedApp(browser, database);
    const lacksSecret = async (endsIn: string) => {
      await database.query(`UPDATE "AppSecret" SET "expiresAt" = $1 WHERE "appId" = $2`, [
        await databaseTime(endsIn),
        appId,
      ]);
      return atBoth(async () => (await (await browser.load(`/apps/${appId}/activation`)).text()).includes(noSecret));
    };
    expect(await lacksSecret("5 minutes")).toEqual([false, false]);
    expect(await lacksSecret("-5 minutes")).toEqual([true, true]);
  });

  const noSecret = "This app has no usable credential.";

  async function databaseTime(from: string): Promise<Date> {
    const { rows } = await database.query("SELECT now() + $1::interval AS at", [from]);
    return rows[0].at;
  }
});
