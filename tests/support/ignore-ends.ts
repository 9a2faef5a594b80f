import type pg from "pg";

/** A pool ends before its connections have: a database that is stopped then ends them, which is an error to nobody. */
export function ignoreEnds(pool: pg.Pool): void {
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
}
