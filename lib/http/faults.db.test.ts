import type pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { connect } from "@/lib/database/connect";
import { closeDatabase, pool, useDatabase } from "@/lib/database/db";
import { testDatabase } from "@/tests/support/database";
import { callUsersMe, type MachineServer, post, startMachine, tokenOf } from "@/tests/support/machine-server";
import { makeWorld } from "@/tests/support/world";

// How the machine front answers while the database is reachable but fails.

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let token: string;
let administrator: pg.Client;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
  token = await tokenOf(machine, w.app);
  administrator = await connect(await testDatabase());
});

afterEach(() => administer(`ALTER DATABASE "$database" RESET ALL`));

afterAll(async () => {
  await machine.stop();
  await administrator.end();
});

/** Runs a statement that changes the test's database, and has the server reconnect. */
async function administer(text: string): Promise<void> {
  const { rows } = await administrator.query("SELECT current_database() AS name");
  await administrator.query(text.replace("$database", rows[0].name));
  await closeDatabase();
  useDatabase(await testDatabase());
}

const ready = () => machine.send({ method: "GET", path: "/readyz" });
const askForToken = () => machine.send(post("/oauth/token", { grant_type: "client_credentials" }, w.app));
const revoke = () => machine.send(post("/oauth/revoke", { token }, w.app));

it("readiness and every request that writes report a read-only database", async () => {
  await administer(`ALTER DATABASE "$database" SET default_transaction_read_only = on`);
  expect(await ready()).toMatchObject({ status: 503, json: { reasons: ["The database is read-only."] } });
  const answer = await revoke();
  expect(answer).toMatchObject({
    status: 503,
    json: {
      error: "temporarily_unavailable",
      error_description: "The database is read-only. Try again in 30 seconds.",
    },
  });
  expect(answer.headers["retry-after"]).toBe("30");
});

/** Cancels the statement that waits for the table, like a statement_timeout. */
const cancelWaiting = () =>
  vi.waitFor(async () => {
    const { rowCount } = await pool().query(
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBe(1);
  }, 4_000);

const waits: [string, () => Promise<void>, string][] = [
  ["a statement that takes too long", cancelWaiting, "The database took too long to answer."],
  ["a lock that isn't free in time", async () => undefined, "The database is busy with another change."],
];

it.each(waits)("%s is reported, with Retry-After", async (_what, meanwhile, sentence) => {
  await administrator.query(`BEGIN; LOCK TABLE "RevokedToken" IN SHARE ROW EXCLUSIVE MODE`);
  const answering = revoke();
  await meanwhile();
  const answer = await answering;
  await administrator.query("ROLLBACK");
  expect(answer).toMatchObject({
    status: 503,
    json: { error: "temporarily_unavailable", error_description: `${sentence} Try again in 5 seconds.` },
  });
  expect(answer.headers["retry-after"]).toBe("5");
});

it("a refused password is reported without Retry-After, because someone has to correct it", async () => {
  await closeDatabase();
  const url = new URL(await testDatabase());
  url.password = "wrong";
  useDatabase(url.href);
  const answer = await askForToken();
  expect([answer.status, answer.headers["retry-after"]]).toEqual([500, undefined]);
  expect(answer.json).toMatchObject({ error_description: "The database rejects Patchbay’s user or password." });
  expect(await ready()).toMatchObject({
    json: { reasons: ["The database rejects Patchbay’s user or password."] },
  });
});

it("the server recovers afterwards", async () => {
  expect((await callUsersMe(machine, token)).status).toBe(200);
  expect((await askForToken()).status).toBe(200);
});
