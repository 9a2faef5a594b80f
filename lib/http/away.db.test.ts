import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, pool, useDatabase } from "@/lib/database/db";
import { testDatabase } from "@/tests/support/database";
import { callUsersMe, type MachineServer, post, startMachine, tokenOf } from "@/tests/support/machine-server";
import { makeWorld } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;
let token: string;

async function switchTo(url: string): Promise<void> {
  await closeDatabase();
  useDatabase(url);
}

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
  token = await tokenOf(machine, w.app);
});

afterAll(() => machine.stop());

const get = (path: string) => machine.send({ method: "GET", path });
const askForToken = () => machine.send(post("/oauth/token", { grant_type: "client_credentials" }, w.app));

it("with its database the server is ready", async () => {
  expect(await get("/healthz")).toMatchObject({ status: 200, json: { status: "ok" } });
  expect(await get("/readyz")).toMatchObject({ status: 200, json: { status: "ready" } });
});

it("without a catalog it is not ready, and says why", async () => {
  await pool().query(`CREATE TABLE "Kept" AS SELECT * FROM "CatalogState"`);
  await pool().query(`DELETE FROM "CatalogState"`);
  expect(await get("/readyz")).toMatchObject({
    status: 503,
    json: { reasons: ["The catalog of scopes and events is not loaded yet."] },
  });
  await pool().query(`INSERT INTO "CatalogState" SELECT * FROM "Kept"`);
});

it("after the database drops every connection, requests answer 503 at most twice", async () => {
  await pool().query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  const statuses = [(await askForToken()).status, (await askForToken()).status, (await askForToken()).status];
  expect(statuses.at(-1)).toBe(200);
  expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
});

describe("without its database", () => {
  beforeAll(() => switchTo("postgresql://nobody@127.0.0.1:1/nothing"));

  afterAll(async () => switchTo(await testDatabase()));

  it("the server is alive but not ready", async () => {
    expect((await get("/healthz")).status).toBe(200);
    const ready = await get("/readyz");
    expect(ready).toMatchObject({ status: 503, json: { reasons: ["The database cannot be reached."] } });
    expect(ready.headers["retry-after"]).toBe("5");
  });

  it("OAuth endpoints ask clients to retry", async () => {
    const answer = await askForToken();
    expect(answer).toMatchObject({ status: 503, json: { error: "temporarily_unavailable" } });
    expect(answer.headers["retry-after"]).toBe("5");
  });

  it("the API asks clients to retry, and does not call the token invalid", async () => {
    const answer = await callUsersMe(machine, token);
    expect(answer).toMatchObject({ status: 503, json: { code: 503 } });
    expect(answer.headers["retry-after"]).toBe("5");
  });

  it("the metrics are served, and say what is unknown", async () => {
    const { status, text } = await get("/metrics");
    expect(status).toBe(200);
    expect(text).toMatch(/^patchbay_deliveries\{state="pending"\} Nan$/m);
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
  });

  it("endpoints that need no database still work", async () => {
    expect((await get("/.well-known/oauth-authorization-server")).status).toBe(200);
    expect((await machine.send(post("/oauth/token", {}))).status).toBe(401);
  });
});

it("the server recovers with the database", async () => {
  expect((await askForToken()).status).toBe(200);
});
