import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPool } from "@/lib/database/connect";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { post } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, percentile, times } from "@/tests/support/prove";
import { startServer, type TestServer } from "@/tests/support/server";
import { Visitor } from "@/tests/support/visitor";
import { makeWorld, type TestApp } from "@/tests/support/world";

// One built server, behind a proxy that names the client address of each sign-in. Tokens come first.

const origin = "http://patchbay.example";
const signingIn = 200;
const askingForTokens = 8;
const runMs = times(2_000, 8_000);
const timeout = times(60_000, 180_000);

let postgres: OwnPostgres;
let database: pg.Pool;
let server: TestServer;
let app: TestApp;

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("patchbay");
  database = newPool(url, { max: 2 });
  ignoreEnds(database);
  server = await startServer({
    DATABASE_URL: url,
    SECRET_KEYS: String(process.env.SECRET_KEYS),
    BASE_URL: origin,
    TRUST_PROXY: "127.0.0.1,::1",
  });
  app = (await makeWorld(database)).app;
  // The first sign-in after a start loads Next's code for it, and the first password starts the thread.
  await signInOnce();
});

afterAll(async () => {
  await server?.stop();
  await database?.end();
  await postgres?.remove();
});

type Answer = { status: number; text: string; retryAfter: string | undefined };
type Sent = { method: string; path: string; headers: Record<string, string>; body?: string };

function send(agent: Agent, { body, ...head }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(server.url + head.path, { ...head, agent }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, text, retryAfter: answer.headers["retry-after"] }),
      );
      answer.on("error", reject);
    });
    asked.on("error", reject).end(body);
  });
}

/** Repeats `work` on `connections` connections until `untilMs`; returns all its results. */
async function overAndOver<T>(connections: number, untilMs: number, work: (agent: Agent, nth: number) => Promise<T>) {
  const all: T[] = [];
  const one = async (_: unknown, nth: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (performance.now() < untilMs) all.push(await work(agent, nth));
    agent.destroy();
  };
  await Promise.all(Array.from({ length: connections }, one));
  return all;
}

/** How many milliseconds each token took to issue, from now on. */
async function tokens(): Promise<number[]> {
  const { headers, body } = post("/oauth/token", { grant_type: "client_credentials" }, app);
  const wanted = {
    method: "POST",
    path: "/oauth/token",
    headers: { ...headers } as Record<string, string>,
    body: String(body),
  };
  return overAndOver(askingForTokens, performance.now() + runMs, async (agent) => {
    const begun = performance.now();
    const { status } = await send(agent, wanted);
    expect(status).toBe(200);
    return performance.now() - begun;
  });
}

/** A form token and its cookie; a program fetches them once and uses them for all its guesses. */
async function formToken(): Promise<{ csrfToken: string; cookie: string }> {
  const answer = await fetch(`${server.url}/api/auth/csrf`);
  const cookie = answer.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(";")));
  return { csrfToken: ((await answer.json()) as { csrfToken: string }).csrfToken, cookie: cookie.join("; ") };
}

async function signInOnce(): Promise<void> {
  const visitor = new Visitor(server.url, { origin, address: "192.0.2.1" });
  expect((await visitor.signIn("nobody@example.com", "Spring2026!")).status).toBe(401);
}

/** Repeated wrong passwords, each for another person; `address`: the client address of a connection. */
async function signIns(address: (nth: number) => string): Promise<Answer[]> {
  const { csrfToken, cookie } = await formToken();
  let guesses = 0;
  return overAndOver(signingIn, performance.now() + runMs, (agent, nth) => {
    const form = { csrfToken, email: `person-${guesses++}@example.com`, password: "Spring2026!", json: "true" };
    const headers = {
      ...{ cookie, origin, "x-forwarded-for": address(nth) },
      "content-type": "application/x-www-form-urlencoded",
    };
    const body = new URLSearchParams(form).toString();
    const length = { "content-length": String(body.length) };
    return send(agent, {
      method: "POST",
      path: "/api/auth/callback/credentials",
      headers: { ...headers, ...length },
      body,
    });
  });
}

const wrong = ({ text }: Answer) => /Wrong(\+|%20)email/.test(text);

test.each([
  ["one address", () => "198.51.100.1", 30],
  ["200 addresses", (nth: number) => `203.0.113.${nth}`, 30 * signingIn],
] as const)(
  `beside ${signingIn} connections of sign-ins from %s every token is issued, and few passwords are checked`,
  {
    timeout,
  },
  async (from, address, most) => {
    await tokens();
    const alone = await tokens();
    const [beside, answers] = await Promise.all([tokens(), signIns(address)]);
    const checked = answers.filter(wrong).length;
    expect(checked).toBeGreaterThan(0);
    expect(checked).toBeLessThanOrEqual(most);
    const turnedAway = answers.filter(({ status }) => status === 429);
    expect(turnedAway.every(({ retryAfter, text }) => retryAfter === "10" && text.includes("Too+many+attempts"))).toBe(
      true,
    );
    expect(answers.filter(({ status }) => status !== 401 && status !== 429)).toEqual([]);
    const [p50, p50Beside] = [percentile(alone), percentile(beside)];
    figure(
      `Tokens beside ${signingIn} connections of sign-ins from ${from}`,
      `p50 ${p50Beside.toFixed(1)} ms, ${p50.toFixed(1)} ms without them (${(p50Beside / p50).toFixed(2)} x); of ${answers.length} sign-ins ${checked} were checked, ${turnedAway.length} turned away`,
    );
  },
);
