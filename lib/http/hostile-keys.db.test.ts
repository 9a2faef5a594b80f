import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pool } from "@/lib/database/db";
import { Recorder } from "@/lib/deliveries/recorder";
import { log } from "@/lib/log";
import { flushCounts, noteRefusal, noteToken } from "@/lib/metering/note";
import { attemptOf } from "@/tests/support/deliveries";
import { claimOne, makeSubscriber, rowOf } from "@/tests/support/engine";
import { callUsersMe, type MachineServer, post, startMachine, tokenOf } from "@/tests/support/machine-server";
import { figure, times } from "@/tests/support/prove";
import { assertionForm } from "@/tests/support/sign-assertion";
import { makeApp, makeWorld, type TestApp } from "@/tests/support/world";

let machine: MachineServer;
let app: TestApp;
let token: string;
let introspectionKey: string;

beforeAll(async () => {
  const world = await makeWorld(pool());
  introspectionKey = world.account.introspectionKey;
  app = await makeApp(pool(), { owner: world.admin, scopes: ["user:read:user:admin"] });
  machine = await startMachine();
  token = await tokenOf(machine, app);
});

afterAll(() => machine.stop());

const base64url = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");

/** An assertion that names this client, with no valid signature. */
const forged = (sub: string) =>
  assertionForm(
    [
      base64url({ alg: "ES256" }),
      base64url({ iss: sub, sub, aud: machine.url, exp: Math.floor(Date.now() / 1000) + 60, jti: "x" }),
      "AAAA",
    ].join("."),
  );

const grant = { grant_type: "client_credentials" };

/** Client IDs that might break a database or a map. */
const hostileIds = [
  "\0",
  `${"a".repeat(21)}\0`,
  "\ud800",
  "'",
  "a".repeat(1_000),
  "{}",
  "__proto__",
  "NULL",
  "𝕏".repeat(11),
];

const hostile: (() => Promise<{ status: number }>)[] = [
  ...hostileIds.flatMap((id) => [
    () => machine.send(post("/oauth/token", { ...grant, ...forged(id) })),
    () => machine.send(post("/oauth/introspect", { token, ...forged(id) })),
    () => machine.send(post("/oauth/revoke", { token: "x", ...forged(id) })),
    () => machine.send(post("/oauth/token", { ...grant, client_id: id, client_secret: "x" })),
    () =>
      machine.send(post("/oauth/token", grant, { clientId: encodeURIComponent(toWellFormed(id)), clientSecret: "x" })),
  ]),
  () => machine.send(post("/oauth/introspect", { token: `${token.slice(0, -3)}\0` }, app)),
  () => machine.send({ method: "GET", path: "/oauth/check?scope=%00", headers: { authorization: `Bearer ${token}` } }),
  () =>
    machine
      .send({ ...post("/oauth/introspect", { token }), headers: { authorization: "Bearer \u0001" } })
      .catch(() => ({ status: 400 })),
];

const toWellFormed = (text: string) => Buffer.from(text).toString();

const good: Record<string, () => Promise<{ status: number }>> = {
  tokens: () => machine.send(post("/oauth/token", grant, app)),
  introspection: () => machine.send(post("/oauth/introspect", { token }, app)),
  "introspection by key": () => {
    const asked = post("/oauth/introspect", { token });
    return machine.send({ ...asked, headers: { ...asked.headers, authorization: `Bearer ${introspectionKey}` } });
  },
  check: () => machine.send({ method: "GET", path: "/oauth/check", headers: { authorization: `Bearer ${token}` } }),
  calls: () => callUsersMe(machine, token),
};

/** Sends hostile requests, one after another on each of this many connections, until the other work is done. */
async function besideHostile<T>(
  connections: number,
  work: () => Promise<T>,
): Promise<{ result: T; statuses: number[] }> {
  const statuses: number[] = [];
  let isOver = false;
  const attack = async (n: number) => {
    for (let i = n; !isOver; i++) statuses.push((await (hostile[i % hostile.length] ?? good.tokens)?.())?.status ?? 0);
  };
  const attackers = Array.from({ length: connections }, (_, n) => attack(n * 7));
  const result = await work().finally(() => {
    isOver = true;
  });
  await Promise.all(attackers);
  return { result, statuses };
}

describe("beside hostile client IDs", () => {
  it("one that only looks like a client ID gets the answer of an unknown client", async () => {
    const answers = [
      await machine.send(post("/oauth/token", grant, { clientId: "0".repeat(22), clientSecret: "x" })),
      await machine.send(post("/oauth/token", grant, { clientId: "not-a-client-id", clientSecret: "x" })),
    ];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [401, answers[0]?.text],
      [401, answers[0]?.text],
    ]);
  });

  it("every valid request is served, and no hostile one causes a server error", async () => {
    const kinds = Object.values(good);
    const wanted = times(300, 2_000);
    let asked = 0;
    const failed: number[] = [];
    const askInTurn = async () => {
      while (asked < wanted) {
        const status = (await kinds[asked++ % kinds.length]?.())?.status ?? 0;
        if (status !== 200) failed.push(status);
      }
    };
    const { statuses } = await besideHostile(16, () => Promise.all(Array.from({ length: 16 }, askInTurn)));
    expect(failed).toEqual([]);
    expect(statuses.length).toBeGreaterThan(16);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    figure("good requests that fail beside 16 hostile connections", `0 of ${asked} (${statuses.length} hostile ones)`);
  });

  it.each(hostileIds.map((id) => [id.slice(0, 30), id]))(
    "the client ID %j is unknown, however it is sent",
    async (_shown, id) => {
      const byAssertion = await machine.send(post("/oauth/token", { ...grant, ...forged(id) }));
      expect([401, 429]).toContain(byAssertion.status);
      expect(["invalid_client", "slow_down"]).toContain(byAssertion.json.error);
    },
  );
});

describe("a batched write", () => {
  it("loses only the count the database rejects, and no other app's", async () => {
    const error = vi.spyOn(log, "error").mockReturnValue(undefined);
    await flushCounts();
    const hour = () =>
      pool().query<{ tokens: number; refusals: number }>(
        `SELECT "tokens", "refusals" FROM "UsageHour" WHERE "appId" = $1`,
        [app.appId],
      );
    const before = (await hour()).rows[0] ?? { tokens: 0, refusals: 0 };
    const now = Date.now() / 1000;
    noteToken({ appId: "\0", now });
    noteToken({ appId: app.appId, now });
    noteRefusal({ appId: app.appId, now }, { path: "/oauth/token", reason: "a\0b", address: "127.0.0.1" });
    noteRefusal({ appId: app.appId, now }, { path: "/oauth/token", reason: "wrong secret", address: "127.0.0.1" });
    await flushCounts();
    const after = (await hour()).rows.at(-1);
    expect(after).toEqual({ tokens: before.tokens + 1, refusals: before.refusals + 2 });
    const { rows } = await pool().query(`SELECT 1 FROM "AppRefusal" WHERE "appId" = $1 AND "reason" = 'wrong secret'`, [
      app.appId,
    ]);
    expect(rows).toHaveLength(1);
    expect(error).toHaveBeenCalledTimes(2);
    error.mockRestore();
  });

  it("loses only the attempt the database rejects, and no other delivery's", async () => {
    const error = vi.spyOn(log, "error").mockReturnValue(undefined);
    const w = await makeSubscriber();
    await w.report();
    const first = await claimOne();
    await w.report();
    const second = await claimOne();
    const recorder = new Recorder(() => undefined);
    recorder.add(attemptOf(first, { responseBody: "a\0b" }));
    recorder.add(attemptOf(second));
    await recorder.done();
    expect((await rowOf(second.id)).state).toBe("delivered");
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });
});
