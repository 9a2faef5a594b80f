import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newPool } from "@/lib/database/connect";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { httpMachine, introspectionOf, type MachineServer, tokenOf } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, times } from "@/tests/support/prove";
import { startServer, type TestServer } from "@/tests/support/server";
import { makeWorld } from "@/tests/support/world";

// Two built servers with one database; one of them is killed while both are busy.

let postgres: OwnPostgres;
let settings: { DATABASE_URL: string; SECRET_KEYS: string };
let world: Awaited<ReturnType<typeof makeWorld>>;
let staying: TestServer;

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("killed");
  settings = { DATABASE_URL: url, SECRET_KEYS: String(process.env.SECRET_KEYS) };
  staying = await startServer(settings);
  const database = newPool(url, { max: 1 });
  ignoreEnds(database);
  world = await makeWorld(database);
  await database.end();
});

afterAll(async () => {
  await staying?.stop();
  await postgres?.remove();
});

type Tally = { right: number; wrong: string[]; broken: number };

const newTally = (): Tally => ({ right: 0, wrong: [], broken: 0 });

/** A backend that obtains and introspects tokens at one server until told to stop. */
async function keepAsking(machine: MachineServer, tally: Tally, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    try {
      const token = await tokenOf(machine, world.app);
      const { active } = await introspectionOf(machine, token, world.account.introspectionKey);
      if (active) tally.right++;
      else tally.wrong.push("a valid token was reported inactive");
    } catch (error) {
      if (error instanceof Error && "code" in error) tally.broken++;
      else tally.wrong.push(String(error));
    }
  }
}

test("killed under load, a server leaves broken connections but no wrong answer, and the other keeps working", {
  timeout: times(60_000, 300_000),
}, async () => {
  const kills = times(1, 10);
  const [kept, lost] = [newTally(), newTally()];
  for (let kill = 1; kill <= kills; kill++) {
    const server = await startServer(settings);
    let isOver = false;
    const asking = [...Array(8).keys()].map((n) =>
      n % 2
        ? keepAsking(httpMachine(server.url), lost, () => isOver)
        : keepAsking(httpMachine(staying.url), kept, () => isOver),
    );
    const before = { lost: lost.right, kept: kept.right };
    await vi.waitFor(
      () => expect(Math.min(lost.right - before.lost, kept.right - before.kept)).toBeGreaterThan(20),
      30_000,
    );
    await server.kill();
    const since = kept.right;
    await vi.waitFor(() => expect(kept.right - since).toBeGreaterThan(20), 30_000);
    isOver = true;
    await Promise.all(asking);
  }
  expect([kept.wrong, kept.broken, lost.wrong]).toEqual([[], 0, []]);
  expect(lost.broken).toBeGreaterThan(0);
  figure(
    "One of two servers killed under load",
    `${kills} kills, ${kept.right + lost.right} tokens got and asked about: 0 wrong answers; connections broke at the killed one only`,
  );
});
