import { pool } from "@/lib/database/db";

/** Remembers until a token's end that it was revoked; the housekeeping forgets it some time after. */
export async function rememberRevocation({ jti, exp }: { jti: string; exp: number }): Promise<void> {
  await pool().query(
    `INSERT INTO "RevokedToken" ("jti", "expiresAt")
     SELECT $1, to_timestamp($2) WHERE to_timestamp($2) > clock_timestamp()
     ON CONFLICT DO NOTHING`,
    [jti, exp],
  );
}
