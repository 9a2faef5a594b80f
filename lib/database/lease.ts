import { randomUUID } from "node:crypto";
import { pool } from "@/lib/database/db";
import { log } from "@/lib/log";

const lastsSeconds = 15;
const renewMs = 5_000;

/**
 * Runs work in one process at a time among those that share the named lease. `begin` is called when this process gets
 * the lease; the function it returns, when the lease is lost or given up. Expiry goes by the database's clock; if the
 * holder dies or hangs, another takes over within about 20 seconds (15 s until expiry, then the next try within 5 s).
 * @returns a function that stops the work, then releases the lease
 */
export function shareLease(name: string, begin: () => () => Promise<unknown>): () => Promise<void> {
  const sharer = new Sharer(name, begin);
  const timer = setInterval(sharer.ask, renewMs);
  void sharer.ask();
  return async () => {
    clearInterval(timer);
    await sharer.giveBack();
  };
}

class Sharer {
  readonly #holder = randomUUID();
  #end: (() => Promise<unknown>) | null = null;
  #asking: Promise<void> = Promise.resolve();
  #heldUntilMs = 0;

  constructor(
    private readonly name: string,
    private readonly begin: () => () => Promise<unknown>,
  ) {}

  readonly ask = (): Promise<void> => {
    this.#asking = this.#asking.then(() => this.#askNow());
    return this.#asking;
  };

  async giveBack(): Promise<void> {
    await this.#asking;
    if (!this.#end) return;
    await this.#endWork();
    await pool().query(`DELETE FROM "Lease" WHERE "name" = $1 AND "holder" = $2`, [this.name, this.#holder]);
  }

  async #askNow(): Promise<void> {
    const askedAtMs = performance.now();
    const answer = await this.#renew().catch((error: unknown) => {
      log.warn({ err: error, lease: this.name }, "lease could not be renewed");
      return null;
    });
    if (answer) this.#heldUntilMs = askedAtMs + lastsSeconds * 1000;
    // Without an answer the lease is still ours until it expires: no one else can have taken it before that.
    const isMine = answer ?? performance.now() < this.#heldUntilMs;
    if (isMine && !this.#end) this.#end = this.begin();
    if (!isMine) await this.#endWork();
  }

  async #endWork(): Promise<void> {
    const end = this.#end;
    this.#end = null;
    await end?.().catch((error: unknown) =>
      log.warn({ err: error, lease: this.name }, "leased work did not stop cleanly"),
    );
  }

  async #renew(): Promise<boolean> {
    const { rowCount } = await pool().query(renewText, [this.name, this.#holder, lastsSeconds]);
    return rowCount === 1;
  }
}

const renewText = `
  INSERT INTO "Lease" AS held ("name", "holder", "until") VALUES ($1, $2, now() + make_interval(secs => $3))
  ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until"
   WHERE held."holder" = excluded."holder" OR held."until" <= now()`;
