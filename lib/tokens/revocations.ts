import { performance } from "node:perf_hooks";
import { pool } from "@/lib/db";
import { log } from "@/lib/log";

const purgeEveryMs = 600_000;
let nextPurge = 0;

/** Remembers until a token's end that it was revoked; an ended one needs no remembering. */
export async function rememberRevocation({ jti, exp }: { jti: string; exp: number }): Promise<void> {
  await pool().query(
    `INSERT INTO "RevokedToken" ("jti", "expiresAt")
     SELECT $1, to_timestamp($2) WHERE to_timestamp($2) > clock_timestamp()
     ON CONFLICT DO NOTHING`,
    [jti, exp],
  );
  void purgeNowAndThen();
}

/** Forgets the revocations of ended tokens, at most every ten minutes. */
async function purgeNowAndThen(): Promise<void> {
  if (performance.now() < nextPurge) return;
  nextPurge = performance.now() + purgeEveryMs;
  try {
    // The margin keeps a revocation for as long as any server could take the token for living.
    await pool().query(`DELETE FROM "RevokedToken" WHERE "expiresAt" < clock_timestamp() - interval '1 hour'`);
  } catch (error) {
    log.warn({ err: error }, "old revocations could not be forgotten");
  }
}
