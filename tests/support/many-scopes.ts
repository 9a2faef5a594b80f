import type pg from "pg";
import { giveScope, type TestApp } from "@/tests/support/world";

const own = "user:read:user:admin";

/** Gives an app this many more scopes than a token can list, with names as long as real ones; returns their names. */
export async function giveManyScopes(pool: pg.Pool, app: Pick<TestApp, "appId">, count: number): Promise<string[]> {
  await giveScope(pool, app, own);
  const names = Array.from({ length: count }, (_, i) => `user:read:user:one_of_many_scopes_${i}:admin`);
  await pool.query(
    `INSERT INTO "Scope" ("id", "product", "level", "privilege", "access", "title")
     SELECT made.id, s."product", s."level", s."privilege", s."access", made.id
       FROM unnest($1::text[]) AS made(id), "Scope" s WHERE s."id" = $2 ON CONFLICT DO NOTHING`,
    [names, own],
  );
  await pool.query(
    `INSERT INTO "AppScope" ("appId", "scopeId", "privilege", "access")
     SELECT $1, s."id", s."privilege", s."access" FROM "Scope" s WHERE s."id" = ANY($2)`,
    [app.appId, names],
  );
  return [own, ...names].sort();
}
