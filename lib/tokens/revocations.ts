import { pool } from "@/lib/database/db";

/** Records that a token was revoked, unless it has expired; housekeeping deletes the row some time after it expires. */
export async function rememberRevocation({ jti, exp }: { jti: string; exp: number }): Promise<void> {
  await pool().query(
    `INSERT INTO "RevokedToken" ("jti", "expiresAt")
     SELECT $1, to_timestamp($2) WHERE to_timestamp($2) > clock_timestamp()
     ON CONFLICT DO NOTHING`,
    [jti, exp],
  );
}
