import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeProtectedHeader } from "jose";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPool } from "@/lib/database/connect";
import { closeDatabase, useDatabase } from "@/lib/database/db";
import { publishNextKey } from "@/lib/tokens/key-rotation";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { callUsersMe, httpMachine, type MachineServer, post } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, times } from "@/tests/support/prove";
import { activatedApp, balancedVisitor } from "@/tests/support/replicas";
import { startServer, type TestServer } from "@/tests/support/server";
import { shiftedClock } from "@/tests/support/shifted-clock";
import { until } from "@/tests/support/until";

// Secrets and signing keys are replaced on two built servers under load; one's clock is ten minutes slow, the other's
// ten minutes fast.

const origin = "http://patchbay.example";
const owner = { email: "ada@example.com", password: "keeps the light on" };

let postgres: OwnPostgres;
let database: pg.Pool;
let servers: [slow: TestServer, fast: TestServer];
let settings: { DATABASE_URL: string; SECRET_KEYS: string };
let machines: [MachineServer, MachineServer];
let visitor: ReturnType<typeof balancedVisitor>;
let app: Awaited<ReturnType<typeof activatedApp>>;

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("rotation");
  settings = { DATABASE_URL: url, SECRET_KEYS: String(process.env.SECRET_KEYS) };
  const env = {
    ...settings,
    BOOTSTRAP_ACCOUNT_NAME: "Lighthouse",
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
    BASE_URL: origin,
  };
  database = newPool(url, { max: 2 });
  ignoreEnds(database);
  useDatabase(url);
  servers = [await startServer({ ...env, ...shiftedClock(-10) }), await startServer({ ...env, ...shiftedClock(10) })];
  machines = [httpMachine(servers[0].url), httpMachine(servers[1].url)];
  visitor = balancedVisitor(servers, origin);
  await visitor.browser.signIn(owner.email, owner.password);
  app = await activatedApp(visitor.browser, database);
});

afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await closeDatabase();
  await database?.end();
  await postgres?.remove();
});

type Asked = { secret: string; status: number; sentAt: number; answeredAt: number };

/** Backends that request token after token, at both servers in turn, until told to stop. */
function startClients(count: number, secretOf: (client: number) => string) {
  const asked: Asked[] = [];
  let isOver = false;
  const clients = Array.from({ length: count }, async (_, client) => {
    for (let turn = client; !isOver; turn++) {
      const [clientSecret, sentAt] = [secretOf(client), Date.now()];
      const request = post("/oauth/token", { grant_type: "client_credentials" }, { ...app, clientSecret });
      const { status } = await (machines[turn % 2] as MachineServer).send(request);
      asked.push({ secret: clientSecret, status, sentAt, answeredAt: Date.now() });
    }
  });
  const stop = async () => {
    isOver = true;
    await Promise.all(clients);
    return asked;
  };
  return { asked, stop };
}

test("a secret is replaced under load without a failed request, and when it expires only the old one fails", async () => {
  const overlapMs = times(2_000, 20_000);
  const secrets = { old: app.clientSecret, new: "" };
  let changedOver = 0;
  const load = startClients(8, (client) => (client < changedOver ? secrets.new : secrets.old));
  await sleep(overlapMs / 4);
  const end = Date.now() + overlapMs;
  const made = await visitor.browser.act<{ clientSecret: string }>(
    `/apps/${app.appId}/credentials`,
    "regenerateClientSecretAction",
    { appId: app.appId, oldEnd: new Date(end).toISOString() },
  );
  secrets.new = made.ok ? made.value.clientSecret : "";
  await sleep(overlapMs / 4);
  changedOver = 5;
  await sleep(end - Date.now() + 500);
  const asked = await load.stop();
  const withOld = asked.filter(({ secret }) => secret === secrets.old);
  const withNew = asked.filter(({ secret }) => secret === secrets.new);
  const during = [...withNew, ...withOld.filter(({ answeredAt }) => answeredAt < end)];
  const after = withOld.filter(({ sentAt }) => sentAt >= end);
  expect(during.filter(({ status }) => status !== 200)).toEqual([]);
  expect(new Set(after.map(({ status }) => status).filter((status) => status !== 429))).toEqual(new Set([401]));
  expect(Math.min(withNew.length, during.length, after.length)).toBeGreaterThan(5);
  app.clientSecret = secrets.new;
  figure(
    "A client secret replaced under load at two servers",
    `${during.length} requests during the overlap: 0 failed; ${after.length} with the old secret after its end: 0 served`,
  );
});

test("signing keys are replaced under load, and neither server refuses a token", {
  timeout: times(60_000, 300_000),
}, async () => {
  const rotations = times(1, 10);
  const seen = new Set<string>();
  let uses = 0;
  for (let rotation = 0; rotation < rotations; rotation++) {
    const { kid } = await publishNextKey();
    await database.query(`UPDATE "SigningKey" SET "activeAt" = now() + interval '1 second' WHERE "kid" = $1`, [kid]);
    const follow = await Promise.all(
      [machines, [...machines].reverse() as typeof machines].map((pair) => useTokensUntil(pair, kid)),
    );
    for (const { kids, used } of follow) {
      for (const one of kids) seen.add(one);
      uses += used;
    }
  }
  expect(seen.size).toBe(rotations + 1);
  figure("Signing keys replaced under load at two servers", `${rotations} rotations, ${uses} tokens used: 0 refused`);
});

/**
 * Obtains tokens at one server and uses each at the other immediately, until they are signed with this key, and then a
 * few more.
 */
async function useTokensUntil([issuer, user]: [MachineServer, MachineServer], kid: string) {
  const kids = new Set<string>();
  let used = 0;
  for (let more = 20; more > 0; used++) {
    const token = await newToken(issuer);
    const signer = String(decodeProtectedHeader(token).kid);
    kids.add(signer);
    expect((await callUsersMe(user, token)).status).toBe(200);
    if (signer === kid) more--;
  }
  return { kids, used };
}

async function newToken(machine: MachineServer): Promise<string> {
  const { json } = await machine.send(post("/oauth/token", { grant_type: "client_credentials" }, app));
  return String(json.access_token);
}

test("in an emergency both servers sign with the new key within seconds, and accept nothing signed before", async () => {
  const token = await newToken(machines[0]);
  const kid = /from now on: (\S+)/.exec(await run("rotate", "--now"))?.[1];
  for (const machine of machines) {
    await until(async () => decodeProtectedHeader(await newToken(machine)).kid === kid);
    expect((await callUsersMe(machine, token)).status).toBe(401);
  }
});

test("the key commands report what they have done, and what they were not asked to do", async () => {
  const [published, again] = [await run("rotate"), await run("rotate")];
  expect(published).toMatch(/^The next signing key is published: \S{43}\n.*It signs from \d{4}-/);
  expect(again).toMatch(/^The next signing key was already published: /);
  expect(await run("rotate", "--tomorrow")).toMatch(/^Use npm run keys:rotate/);
  const [kid] = settings.SECRET_KEYS.split(":", 1);
  expect(await run("reseal")).toBe(`Everything is sealed with ${kid} already.`);
});

/** Runs npm run keys:rotate or keys:reseal as a program; returns its output. */
async function run(command: "rotate" | "reseal", ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", `lib/housekeeping/${command}-command.ts`, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...settings },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await once(child, "close");
  return said.trim();
}
