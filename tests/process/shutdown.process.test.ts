import { Agent, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPool } from "@/lib/database/connect";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { basic } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, times } from "@/tests/support/prove";
import { startServer } from "@/tests/support/server";
import { until } from "@/tests/support/until";
import { makeWorld } from "@/tests/support/world";

// The built server, told to stop while machines request tokens over keep-alive connections.

const clients = 24;

let postgres: OwnPostgres;
let url: string;
let app: Awaited<ReturnType<typeof makeWorld>>["app"];

beforeAll(async () => {
  postgres = await ownPostgres();
  url = await postgres.newDatabase("patchbay");
});

afterAll(() => postgres?.remove());

const start = () => startServer({ DATABASE_URL: url, SECRET_KEYS: String(process.env.SECRET_KEYS) });

type Tally = { answered: number; dropped: string[] };

/** Requests a token; reports whether the connection was already open, so that the server had to answer it. */
function askForToken(server: string, agent: Agent): Promise<{ status: number; wasOpen: boolean; failure?: string }> {
  return new Promise((resolve) => {
    const headers = { authorization: basic(app), "content-type": "application/x-www-form-urlencoded" };
    const asked = request(`${server}/oauth/token`, { method: "POST", agent, headers }, (response) => {
      response.on("error", (error) => resolve({ status: 0, wasOpen: asked.reusedSocket, failure: String(error) }));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, wasOpen: asked.reusedSocket }));
      response.resume();
    });
    asked.on("error", (error) => resolve({ status: 0, wasOpen: asked.reusedSocket, failure: String(error) }));
    asked.end("grant_type=client_credentials");
  });
}

/** A client that continues until a new connection is refused, which means the server is gone. */
async function keepAsking(server: string, tally: Tally): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (;;) {
    const { status, wasOpen, failure } = await askForToken(server, agent);
    if (status === 200) tally.answered++;
    else if (wasOpen || !failure) tally.dropped.push(failure ?? String(status));
    else break;
  }
  agent.destroy();
}

test("a server told to stop answers every request it has accepted", {
  timeout: times(60_000, 300_000),
}, async () => {
  const stops = times(2, 20);
  const tally: Tally = { answered: 0, dropped: [] };
  for (let stop = 1; stop <= stops; stop++) {
    const server = await start();
    app ??= await makeApp();
    const asking = Array.from({ length: clients }, () => keepAsking(server.url, tally));
    // However slow the machine is, all of them are being answered by now.
    const before = tally.answered;
    await until(() => tally.answered > before + clients);
    expect(await server.stop()).toBe(0);
    await Promise.all(asking);
  }
  expect(tally.dropped).toEqual([]);
  figure(
    "Told to stop under load (SIGTERM)",
    `${stops} stops, ${clients} clients on open connections, ${tally.answered} requests answered, 0 dropped`,
  );
});

async function makeApp() {
  const database = newPool(url, { max: 1 });
  ignoreEnds(database);
  const { app: made } = await makeWorld(database);
  await database.end();
  return made;
}
