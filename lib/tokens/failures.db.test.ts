import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { pool } from "@/lib/database/db";
import { countFailure } from "@/lib/tokens/failures";
import { type MachineServer, post, startMachine } from "@/tests/support/machine-server";
import { makeWorld } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

afterAll(() => machine.stop());

const ask = (clientId: string, clientSecret: string) =>
  machine.send(post("/oauth/token", { grant_type: "client_credentials" }, { clientId, clientSecret }));

async function guess(clientId: string, times: number): Promise<number[]> {
  return (await Promise.all(Array.from({ length: times }, () => ask(clientId, "wrong")))).map(
    (answer) => answer.status,
  );
}

const count = (statuses: number[], status: number) => statuses.filter((one) => one === status).length;

it("after 30 failures in a minute more are told to slow down, and the correct secret still passes", async () => {
  const statuses = await guess(w.app.clientId, 45);
  expect([count(statuses, 401), count(statuses, 429)]).toEqual([30, 15]);
  const slow = await ask(w.app.clientId, "wrong");
  expect(slow).toMatchObject({ status: 429, json: { error: "slow_down" } });
  expect(slow.json.reason).toBe(slow.json.error_description);
  expect(Number(slow.headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect(Number(slow.headers["retry-after"])).toBeLessThanOrEqual(60);
  expect((await ask(w.app.clientId, w.app.clientSecret)).status).toBe(200);
});

it("an unknown client is throttled just the same", async () => {
  const statuses = await guess("nobody", 31);
  expect([count(statuses, 401), count(statuses, 429)]).toEqual([30, 1]);
});

it("guesses at an introspection key are throttled too, and the correct key still passes", async () => {
  const request = post("/oauth/introspect", { token: "x" });
  const withKey = (key: string) =>
    machine.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${key}` } });
  const statuses = (await Promise.all(Array.from({ length: 31 }, () => withKey("wrong")))).map(
    (answer) => answer.status,
  );
  expect([count(statuses, 401), count(statuses, 429)]).toEqual([30, 1]);
  expect((await withKey(w.account.introspectionKey)).status).toBe(200);
});

it("failures are counted per client and address", async () => {
  for (let failure = 1; failure <= 30; failure++) expect(await countFailure("client", "192.0.2.1")).toBe(0);
  expect(await countFailure("client", "192.0.2.1")).toBeGreaterThan(0);
  expect(await countFailure("client", "192.0.2.2")).toBe(0);
  expect(await countFailure("another", "192.0.2.1")).toBe(0);
});

it("addresses in the same IPv6 network count as one", async () => {
  for (let failure = 1; failure <= 30; failure++) {
    expect(await countFailure("client", `2001:db8:0:1::${failure.toString(16)}`)).toBe(0);
  }
  expect(await countFailure("client", "2001:db8:0:1:ffff::1")).toBeGreaterThan(0);
  expect(await countFailure("client", "2001:db8:0:2::1")).toBe(0);
});

it("made-up clients from one address leave at most 300 rows a minute, and hold at most two connections", async () => {
  const before = await rowsOfClients();
  const connect = vi.spyOn(pool(), "query");
  const waits = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) => countFailure(`made up ${i}`, "198.51.100.7")),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(300);
  expect((await rowsOfClients()) - before).toBe(300);
  expect(connect.mock.calls.length).toBeLessThanOrEqual(10);
  connect.mockRestore();
});

it("guesses at a client secret from a hundred addresses never block the correct secret", async () => {
  const guesses = Array.from({ length: 1_000 }, (_, i) => countFailure(w.app.clientId, `203.0.113.${i % 100}`));
  const [right] = await Promise.all([ask(w.app.clientId, w.app.clientSecret), ...guesses]);
  expect(right.status).toBe(200);
  expect((await ask(w.app.clientId, w.app.clientSecret)).status).toBe(200);
});

async function rowsOfClients(): Promise<number> {
  const { rows } = await pool().query(
    `SELECT count(*)::int AS n FROM "Throttle" WHERE starts_with("key", 'client-failures:')`,
  );
  return rows[0].n;
}
