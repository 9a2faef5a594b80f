import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPool } from "@/lib/database/connect";
import { Autosaver } from "@/tests/support/autosaver";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { httpMachine, introspectionOf, type MachineServer, post, tokenOf } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres, type StopMode } from "@/tests/support/postgres";
import { figure, times } from "@/tests/support/prove";
import { startServer, type TestServer } from "@/tests/support/server";
import { judge, keepAsking, newTally, type Outcome, type Tally } from "@/tests/support/under-load";
import { until } from "@/tests/support/until";
import { NotDone, Visitor } from "@/tests/support/visitor";
import { makeWorld } from "@/tests/support/world";

// The built server on a Postgres that its administrator restarts while machines and people are at work.

const owner = { email: "ada@example.com", password: "keeps the light on" };
const account = "Lighthouse";
const timeout = times(120_000, 600_000);

let postgres: OwnPostgres;
let server: TestServer;
let database: pg.Pool;
let machine: MachineServer;
let visitor: Visitor;
let saver: Autosaver;
let app: Awaited<ReturnType<typeof makeWorld>>["app"];
let live: string;
let revoked: string;

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("patchbay");
  server = await startServer({
    DATABASE_URL: url,
    SECRET_KEYS: String(process.env.SECRET_KEYS),
    BOOTSTRAP_ACCOUNT_NAME: account,
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
  });
  database = newPool(url, { max: 2 });
  ignoreEnds(database);
  database.on("error", () => undefined);
  app = (await makeWorld(database)).app;
  machine = httpMachine(server.url);
  [live, revoked] = await Promise.all([tokenOf(machine, app), tokenOf(machine, app)]);
  await machine.send(post("/oauth/revoke", { token: revoked }, app));
  visitor = new Visitor(server.url);
  await visitor.signIn(owner.email, owner.password);
  saver = await Autosaver.begin(visitor, "Written to", { companyName: account, contactName: "Ada" });
});

afterAll(async () => {
  await server?.stop();
  await database?.end();
  await postgres?.remove();
});

async function ask(request: Parameters<MachineServer["send"]>[0], isRight: (status: number, json: object) => boolean) {
  const { status, headers, json, text } = await machine.send(request);
  return judge({ status, retryAfter: headers["retry-after"] }, isRight(status, json), text);
}

const askForToken = (clientSecret: string) =>
  post("/oauth/token", { grant_type: "client_credentials" }, { clientId: app.clientId, clientSecret });

const introspect = (token: string, active: boolean) =>
  ask(
    post("/oauth/introspect", { token }, app),
    (status, json) => status === 200 && "active" in json && json.active === active,
  );

async function loadScreen(): Promise<Outcome> {
  const response = await visitor.load("/apps", { accept: "text/html" });
  const text = await response.text();
  const answered = { status: response.status, retryAfter: response.headers.get("retry-after") };
  return judge(answered, response.status === 200, `${response.headers.get("location") ?? ""} ${text.slice(0, 200)}`);
}

async function save(): Promise<Outcome> {
  try {
    await saver.save();
    return "done";
  } catch (error) {
    return error instanceof NotDone ? judge(error, false, error.message) : { wrong: String(error) };
  }
}

const wrongSecrets = [401, 429];

const load: Record<string, () => Promise<Outcome>> = {
  token: () => ask(askForToken(app.clientSecret), (status) => status === 200),
  "token for a wrong secret": () => ask(askForToken("wrong"), (status) => wrongSecrets.includes(status)),
  "introspection of an active token": () => introspect(live, true),
  "introspection of a dead token": () => introspect(revoked, false),
  screen: loadScreen,
  save,
};

const inService = (tallies: Tally[]) => {
  const begun = performance.now();
  return until(() => tallies.every(({ doneAt }) => doneAt > begun));
};

/** Resolves once somebody was asked to come back later. */
const answeredLater = (tallies: Tally[]) => {
  const before = tallies.map(({ later }) => later);
  return until(() => tallies.some(({ later }, i) => later > (before[i] ?? 0)));
};

/** Restarts the database under load; resolves with how long after its start everything was answered again. */
async function restart(mode: StopMode, tallies: Tally[]): Promise<number> {
  await inService(tallies);
  await postgres.stop(mode);
  await answeredLater(tallies);
  const begun = performance.now();
  await postgres.start();
  while (tallies.some(({ doneAt }) => doneAt < begun)) await sleep(10);
  return performance.now() - begun;
}

const bearer = (method: string, path: string) => ({ method, path, headers: { authorization: `Bearer ${live}` } });

/** The other requests of machines and people, for when nothing is restarted. */
const furtherLoad: Record<string, () => Promise<Outcome>> = {
  "a gateway's check": () => ask(bearer("GET", "/oauth/check?scope=user:read:user:admin"), (status) => status === 200),
  "an API": () => ask(bearer("GET", "/v2/users/me"), (status) => status === 200),
  "an API without the scope": () => ask(bearer("GET", "/v2/roles"), (status) => status === 403),
  "public keys": () => ask({ method: "GET", path: "/oauth/jwks" }, (status) => status === 200),
  "a page that is not there": () => ask({ method: "GET", path: "/nothing-here" }, (status) => status === 404),
  "a malformed request": () =>
    ask({ path: "/oauth/introspect", body: "\0" }, (status) => status >= 400 && status < 500),
};

test("nothing fails under a long run of all kinds of requests at once", { timeout }, async () => {
  const forMs = times(3_000, 480_000);
  const all = Object.entries({ ...load, ...furtherLoad });
  const tallies = all.map((): Tally => ({ done: 0, later: 0, wrong: [], doneAt: 0 }));
  const endsAt = performance.now() + forMs;
  const isOver = () => performance.now() > endsAt;
  const asking = all.flatMap(([, one], i) => {
    const tally = tallies[i];
    return tally ? Array.from({ length: one === save ? 1 : 2 }, () => keepAsking(one, tally, isOver)) : [];
  });
  await Promise.all(asking);
  const told = all.map(([name], i) => ({ name, later: tallies[i]?.later, wrong: tallies[i]?.wrong }));
  expect(told.filter(({ later, wrong }) => later !== 0 || wrong?.length !== 0)).toEqual([]);
  expect(tallies.every(({ done }) => done > 0)).toBe(true);
  expect(await saver.faults(database)).toEqual([]);
  const answers = tallies.reduce((total, { done }) => total + done, 0);
  figure("Everything at once", `${forMs / 1000} s, ${answers} answers of ${all.length} kinds: 0 of 5xx, 0 broken off`);
});

test("while the database restarts under load, requests are put off, never answered without it, and served once it is back", {
  timeout,
}, async () => {
  const restarts = times(2, 20);
  const tallies = Object.values(load).map(newTally);
  const ending = { over: false };
  const asking = Object.values(load).flatMap((one, i) => {
    const tally = tallies[i];
    const askers = one === save ? 1 : 3;
    return tally ? Array.from({ length: askers }, () => keepAsking(one, tally, () => ending.over)) : [];
  });
  const backAfterMs: number[] = [];
  for (let round = 0; round < restarts; round++) {
    backAfterMs.push(await restart(round % 2 === 0 ? "fast" : "immediate", tallies));
  }
  ending.over = true;
  await Promise.all(asking);
  const wrong = Object.keys(load).map((name, i) => [name, tallies[i]?.wrong] as const);
  expect(wrong.filter(([, said]) => said?.length !== 0)).toEqual([]);
  expect(tallies.every(({ later }) => later > 0)).toBe(true);
  expect(await saver.faults(database)).toEqual([]);
  expect(server.process.exitCode).toBeNull();
  const sum = (key: "done" | "later") => tallies.reduce((total, tally) => total + tally[key], 0);
  figure(
    "External database restarted under load (fast and immediate)",
    `${restarts} restarts, ${sum("done")} answers and ${sum("later")} × 503 with Retry-After, 0 wrong, 0 exits; ` +
      `everything in service at most ${(Math.max(...backAfterMs) / 1000).toFixed(1)} s after the database's start`,
  );
});

test("while the database is unreachable, people see a page that retries, and no sign-in is called wrong", async () => {
  await postgres.stop("fast");
  const page = await visitor.load("/apps", { accept: "text/html" });
  expect([page.status, page.headers.get("retry-after"), page.headers.get("refresh")]).toEqual([503, "5", "5"]);
  expect(await page.text()).toContain("Patchbay is not available right now");
  expect((await visitor.load("/healthz")).status).toBe(200);
  expect((await visitor.load("/readyz")).status).toBe(503);
  expect((await visitor.signIn(owner.email, owner.password)).status).toBe(503);
  await postgres.start();
  for (let ready = false; !ready; await sleep(20)) ready = (await visitor.load("/readyz")).ok;
  expect((await visitor.signIn(owner.email, owner.password)).ok).toBe(true);
  expect((await introspectionOf(machine, live, app)).active).toBe(true);
});
