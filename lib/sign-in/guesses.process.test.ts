import { performance } from "node:perf_hooks";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPool } from "@/lib/database/connect";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { httpMachine, post } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, percentile, times } from "@/tests/support/prove";
import { startServer, type TestServer } from "@/tests/support/server";
import { Visitor } from "@/tests/support/visitor";
import { makeWorld, type TestApp } from "@/tests/support/world";

// Two built servers with one database, behind a proxy that names the client address of each guess.

const owner = { email: "ada@example.com", password: "keeps the light on" };
const wrongPassword = "Wrong email or password.";
const guesses = times(60, 1_000);
const addresses = 100;
const atOnce = 8;
const timeout = times(60_000, 300_000);

let postgres: OwnPostgres;
let database: pg.Pool;
let servers: TestServer[] = [];

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("patchbay");
  database = newPool(url, { max: 2 });
  ignoreEnds(database);
  const env = {
    DATABASE_URL: url,
    SECRET_KEYS: String(process.env.SECRET_KEYS),
    BOOTSTRAP_ACCOUNT_NAME: "Lighthouse",
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
    BASE_URL: origin,
    TRUST_PROXY: "127.0.0.1,::1",
  };
  servers = await Promise.all([startServer(env), startServer(env)]);
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  await database?.end();
  await postgres?.remove();
});

const origin = "http://patchbay.example";

/** A browser at this address; a load balancer sends each one to a different server. */
const browserAt = (address: string, nth = 0): Visitor =>
  new Visitor(servers[nth % servers.length]?.url ?? "", { address, origin });

/** Sends wrong passwords from many addresses of a network, some at a time; returns what each was answered. */
async function guess(email: string, network: string, from: number) {
  const said: string[] = [];
  const tookMs: number[] = [];
  const browsers = Array.from({ length: from }, (_, i) => browserAt(`${network}.${i + 1}`, i));
  let next = 0;
  const guessOn = async (): Promise<void> => {
    for (let mine = next++; mine < guesses; mine = next++) {
      const begun = performance.now();
      const answer = await browsers[mine % from]?.signIn(email, `guess number ${mine}`);
      tookMs.push(performance.now() - begun);
      said.push(`${answer?.status} ${answer?.said}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, guessOn));
  return { said, tookMs, checked: said.filter((one) => one === `401 ${wrongPassword}`).length };
}

describe("guesses at a person's password", () => {
  test("from one address, only a handful are checked; the person can still sign in from anywhere else", {
    timeout,
  }, async () => {
    const { said, checked } = await guess(owner.email, "198.51.100", 1);
    expect(checked).toBeLessThanOrEqual(5);
    expect(said.filter((one) => one.includes("Too many attempts"))).toHaveLength(guesses - checked);
    expect((await browserAt("203.0.113.9").signIn(owner.email, owner.password)).ok).toBe(true);
    figure("Guesses at a password from one address", `${guesses} guesses, ${checked} checked, the person gets in`);
  });

  test("from a hundred addresses, at most 150 are checked; the person gets in from a known browser and from a new address", {
    timeout,
  }, async () => {
    const known = browserAt("203.0.113.20");
    expect((await known.signIn(owner.email, owner.password)).ok).toBe(true);
    const { said, checked } = await guess(owner.email, "192.0.2", addresses);
    expect(checked).toBeLessThanOrEqual(150);
    expect(said.filter((one) => one.includes("Too many attempts"))).toHaveLength(guesses - checked);
    expect((await known.signIn(owner.email, owner.password)).ok).toBe(true);
    expect((await browserAt("192.0.2.250").signIn(owner.email, owner.password)).ok).toBe(true);
    figure(
      `Guesses at a password from ${addresses} addresses`,
      `${guesses} guesses, ${checked} checked, the person gets in from a browser they know and from a new address`,
    );
  });

  /** Adds another person to the account, with the owner's password. */
  async function newPerson(email: string): Promise<string> {
    await database.query(
      `INSERT INTO "User" ("id", "accountId", "roleId", "email", "name", "passwordHash")
       SELECT $1, "accountId", "roleId", $1, "name", "passwordHash" FROM "User" WHERE "email" = $2`,
      [email, owner.email],
    );
    return email;
  }

  test("get the same answer for a known and an unknown person", { timeout }, async () => {
    const each = times(10, 100);
    const answers = { known: new Set<string>(), unknown: new Set<string>() };
    const tookMs = { known: [] as number[], unknown: [] as number[] };
    for (let i = 0; i < each; i++) {
      // Another person each time, so that every password is checked.
      const email = await newPerson(`person-${i}@example.com`);
      for (const [kind, who] of [
        ["known", email],
        ["unknown", `nobody-${email}`],
      ] as const) {
        const browser = browserAt(`203.0.113.${i + 100}`);
        await browser.load("/sign-in");
        const begun = performance.now();
        const { status, said } = await browser.signIn(who, "not the password");
        tookMs[kind].push(performance.now() - begun);
        answers[kind].add(`${status} ${said}`);
      }
    }
    expect([...answers.known]).toEqual([`401 ${wrongPassword}`]);
    expect([...answers.unknown]).toEqual([...answers.known]);
    figure(
      "A known and an unknown person, wrong password",
      `same answer; median ${percentile(tookMs.known).toFixed(1)} ms and ${percentile(tookMs.unknown).toFixed(1)} ms over ${each} each`,
    );
  });
});

describe("guesses at a client secret", () => {
  let app: TestApp;

  beforeAll(async () => {
    app = (await makeWorld(database)).app;
  });

  const machines = () => servers.map(({ url }) => httpMachine(url));

  async function ask(clientId: string, clientSecret: string, address: string, nth = 0) {
    const request = post("/oauth/token", { grant_type: "client_credentials" }, { clientId, clientSecret });
    const headers = { ...request.headers, "x-forwarded-for": address };
    const begun = performance.now();
    const answer = await machines()[nth % servers.length]?.send({ ...request, headers });
    return { status: answer?.status, text: answer?.text, tookMs: performance.now() - begun };
  }

  test("from one address, 30 a minute are answered across both servers; the right secret always passes", {
    timeout,
  }, async () => {
    const begun = performance.now();
    const asked = Array.from({ length: guesses }, (_, i) => ask(app.clientId, `guess number ${i}`, "198.51.100.1", i));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    const minutes = Math.ceil((performance.now() - begun) / 60_000);
    const answered = statuses.filter((status) => status === 401).length;
    expect(answered).toBeLessThanOrEqual(30 * minutes);
    expect(statuses.filter((status) => status === 429)).toHaveLength(guesses - answered);
    const right = await Promise.all(
      [0, 1].map((server) => ask(app.clientId, app.clientSecret, "198.51.100.1", server)),
    );
    expect(right.map(({ status }) => status)).toEqual([200, 200]);
    figure(
      "Guesses at a client secret from one address",
      `${guesses} guesses, ${answered} answered, the right secret passes`,
    );
  });

  test("from a hundred addresses, the right secret always passes", { timeout }, async () => {
    const asked = Array.from({ length: guesses }, async (_, i) => {
      const wrong = ask(app.clientId, `guess number ${i}`, `192.0.2.${i % addresses}`, i);
      const right = i % 10 === 0 ? ask(app.clientId, app.clientSecret, `192.0.2.${i % addresses}`, i) : null;
      return [(await wrong).status, (await right)?.status ?? 200];
    });
    const statuses = await Promise.all(asked);
    expect(statuses.filter(([wrong, right]) => (wrong !== 401 && wrong !== 429) || right !== 200)).toEqual([]);
  });

  test("get the same answer for a known and an unknown client", { timeout }, async () => {
    const each = times(20, 500);
    const tookMs = { known: [] as number[], unknown: [] as number[] };
    const answers = new Set<string>();
    for (let i = 0; i < each; i++) {
      const address = `203.0.113.${i % 50}`;
      for (const [kind, clientId] of [
        ["known", app.clientId],
        ["unknown", "A".repeat(22)],
      ] as const) {
        const { status, text, tookMs: took } = await ask(clientId, "not the secret", address);
        answers.add(`${status} ${text}`);
        tookMs[kind].push(took);
      }
    }
    expect(answers.size).toBe(1);
    figure(
      "A known and an unknown client, wrong secret",
      `same answer; median ${percentile(tookMs.known).toFixed(2)} ms and ${percentile(tookMs.unknown).toFixed(2)} ms over ${each} each`,
    );
  });
});
