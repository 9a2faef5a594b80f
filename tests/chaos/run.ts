import { setTimeout as sleep } from "node:timers/promises";
import { loadCatalog } from "@/lib/catalog/load";
import { pool, useDatabase } from "@/lib/database/db";
import { migrate } from "@/lib/database/migrate";
import { reportEvents } from "@/lib/deliveries/publish";
import { type Endpoints, startEndpoints } from "@/tests/chaos/endpoints";
import { Workers } from "@/tests/chaos/workers";
import { subscribe } from "@/tests/support/deliveries";
import type { OwnPostgres } from "@/tests/support/postgres";
import { makeWorld } from "@/tests/support/world";

/** How much of everything; `hurry` ends leases early instead of waiting for them. */
export type Chaos = { deliveries: number; kills: number; restarts: number; hurry: boolean };

/** The results. */
export type Toll = {
  /** Deliveries that never arrived, or that the database doesn't list as delivered. */
  lost: number;
  /** Deliveries that arrived more than once. */
  duplicates: number;
  /** Rows changed after their delivery had ended. */
  overwritten: number;
  /** Deliveries the frozen worker had claimed and others sent before it resumed. */
  takenOver: number;
  /** Milliseconds from the last kill to the last new delivery. */
  lastAfterKillMs: number;
  /** Exit codes of the remaining workers when asked to stop. */
  exitCodes: (number | null)[];
};

const endpointCount = 4;
const leaseMs = 10_000;

/**
 * Lets two workers deliver while one is frozen for longer than its lease and then resumes, and while both are killed
 * and their database restarted, always in the middle of new deliveries.
 * @throws Error if nothing happens for half a minute
 */
export async function runChaos(postgres: OwnPostgres, chaos: Chaos): Promise<Toll> {
  const url = await postgres.newDatabase("patchbay");
  await prepareDatabase(url);
  const endpoints = await startEndpoints(endpointCount);
  const { app, account } = await makeWorld(pool());
  for (const one of endpoints.urls) await subscribe(pool(), app, { url: one });
  const secret = { SECRET_KEYS: String(process.env.SECRET_KEYS), WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" };
  const workers = new Workers({ ...secret, DATABASE_URL: url, LOG_LEVEL: "error" });
  try {
    await workers.ready();
    const toll = await new Run(postgres, chaos, workers, endpoints, account.accountId).run();
    return { ...toll, exitCodes: await workers.stop() };
  } finally {
    await workers.stop();
    await endpoints.stop();
  }
}

/** A database that records every change to a delivery that has ended. */
async function prepareDatabase(url: string): Promise<void> {
  await migrate(url);
  useDatabase(url);
  await loadCatalog(pool());
  await pool().query(`
    CREATE TABLE "Overwritten" ("id" text);
    CREATE FUNCTION "note_overwritten"() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO "Overwritten" VALUES (OLD."id"); RETURN NULL; END $$;
    CREATE TRIGGER "Delivery_overwritten" AFTER UPDATE ON "Delivery" FOR EACH ROW
      WHEN (OLD."endedAt" IS NOT NULL) EXECUTE FUNCTION "note_overwritten"()`);
}

class Run {
  #events = 0;

  constructor(
    private readonly postgres: OwnPostgres,
    private readonly chaos: Chaos,
    private readonly workers: Workers,
    private readonly endpoints: Endpoints,
    private readonly accountId: string,
  ) {}

  async run(): Promise<Omit<Toll, "exitCodes">> {
    const { deliveries, kills, restarts } = this.chaos;
    const events = deliveries / endpointCount;
    const blows = Array.from(
      { length: kills + restarts },
      (_, i) => i % Math.ceil((kills + restarts) / restarts) === 1,
    );
    const each = Math.floor(events / (blows.length + 2));
    const takenOver = await this.#freeze(events - each * blows.length);
    for (const isRestart of blows) {
      await this.#reportAndWait(each);
      await (isRestart ? this.#restart() : this.workers.kill());
    }
    await this.#ended(deliveries);
    const lastAfterKillMs = Math.max(0, this.endpoints.lastNewMs() - this.workers.lastKillMs);
    return { ...(await this.#count(deliveries)), takenOver, lastAfterKillMs };
  }

  /** Reports this many events, retrying each until the database accepts it, and waits for the first to arrive. */
  async #reportAndWait(count: number): Promise<void> {
    const some = this.endpoints.came.size + count / 2;
    const ids = Array.from({ length: count }, () => `event-${this.#events++}`);
    await again(() =>
      reportEvents(
        this.accountId,
        ids.map((id) => ({ event: "user.updated", payload: { id }, id })),
      ),
    );
    await until(async () => this.endpoints.came.size >= some);
  }

  /** Freezes a busy worker until the other has done all the work; returns how many deliveries changed hands. */
  async #freeze(events: number): Promise<number> {
    await this.#reportAndWait(events);
    const thaw = this.workers.freeze();
    await until(async () => (await this.#open()).waiting === 0);
    await sleep(1_000);
    const { leased } = await this.#open();
    await this.#endLeases();
    await this.#ended(events * endpointCount);
    thaw();
    await sleep(500);
    return leased;
  }

  async #open(): Promise<{ waiting: number; leased: number }> {
    const text = `SELECT count(*) FILTER (WHERE "dueAt" <= now() OR "fence" = 0)::int AS "waiting", count(*)::int AS "leased"
                    FROM "Delivery" WHERE "state" = 'pending'`;
    return (await pool().query(text)).rows[0];
  }

  /** Ends all leases, except those taken within the last second. */
  async #endLeases(): Promise<void> {
    const text = `UPDATE "Delivery" SET "dueAt" = now() WHERE "state" = 'pending' AND "dueAt" < now() + interval '9 s'`;
    if (this.chaos.hurry) await again(() => pool().query(text));
    else await sleep(leaseMs);
  }

  async #restart(): Promise<void> {
    await this.postgres.stop("immediate");
    await this.postgres.start();
    await again(() => pool().query("SELECT 1"));
  }

  /** Resolves once this many deliveries have ended. */
  async #ended(count: number): Promise<void> {
    await until(async () => {
      const { rows } = await again(() =>
        pool().query(`SELECT count(*)::int AS "n" FROM "Delivery" WHERE "endedAt" IS NOT NULL`),
      );
      if (this.chaos.hurry && rows[0].n < count) await this.#endLeases();
      return rows[0].n >= count;
    });
  }

  async #count(deliveries: number) {
    const { rows } = await pool().query<{ id: string }>(`SELECT "id" FROM "Delivery" WHERE "state" = 'delivered'`);
    const { rowCount: overwritten } = await pool().query(`SELECT 1 FROM "Overwritten"`);
    const { came } = this.endpoints;
    return {
      lost: deliveries - rows.filter(({ id }) => came.has(id)).length,
      duplicates: [...came.values()].filter((times) => times > 1).length,
      overwritten: overwritten ?? 0,
    };
  }
}

const givenUpAfterMs = 30_000;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > givenUpAfterMs) throw new Error("Nothing moves any more");
    await sleep(50);
  }
}

/** Retries until it succeeds, because the database may be down. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() - begun > givenUpAfterMs) throw error;
      await sleep(50);
    }
  }
}
