import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { type Catalog, catalog } from "@/lib/catalog";
import { putMovedScopesBack, takeMovedScopesOut } from "@/lib/catalog/moved-scopes";
import { databaseLocks } from "@/lib/database/advisory-locks";
import { conflictCodes } from "@/lib/database/conflict-codes";

type Rows = {
  scopes: { id: string; product: string; level: string; privilege: string; access: string; title: string }[];
  events: { id: string; product: string; title: string }[];
  eventScopes: { eventId: string; scopeId: string; position: number }[];
};

const attempts = 5;

/**
 * Updates the catalog tables to this release: adds, rewords, retires what the release no longer has, revives what is
 * back, and grants new privileges to Owner and Admin. Scopes that apps use move to their new privilege; apps whose
 * owner's role does not grant it lose them, with an audit entry each. Runs in one transaction; any number of processes
 * may run it at once. An unchanged catalog costs one query.
 * @throws the driver's error if the database refuses or is unreachable; nothing has changed then.
 */
export async function loadCatalog(pool: pg.Pool, release: Catalog = catalog): Promise<void> {
  const rows = rowsOf(release);
  const digest = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
  if (await isLoaded(pool, digest)) return;
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(pool, (client) => load(client, rows, digest));
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
    }
  }
}

function rowsOf({ scopes, events }: Catalog): Rows {
  return {
    scopes: scopes.map(({ id, product, level, privilege, access, title }) => ({
      id,
      product,
      level,
      privilege,
      access,
      title,
    })),
    events: events.map(({ id, product, title }) => ({ id, product, title })),
    eventScopes: events.flatMap((event) =>
      event.scopes.map((scopeId, position) => ({ eventId: event.id, scopeId, position })),
    ),
  };
}

async function isLoaded(connection: pg.Pool | pg.PoolClient, digest: string): Promise<boolean> {
  const text = `SELECT FROM "CatalogState" WHERE "id" = 1 AND "digest" = $1`;
  return (await connection.query(text, [digest])).rowCount === 1;
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query("BEGIN");
    await work(client);
    await client.query("COMMIT");
  } catch (error) {
    failure = error;
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release(failure !== undefined && !isConflict(failure));
  }
}

async function load(client: pg.PoolClient, rows: Rows, digest: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock($1)", [databaseLocks.catalog]);
  if (await isLoaded(client, digest)) return;
  await stage(client, rows);
  await grantNewPrivileges(client);
  await takeMovedScopesOut(client);
  await writeScopes(client);
  await writeEvents(client);
  await putMovedScopesBack(client, randomUUID());
  await client.query(
    `INSERT INTO "CatalogState" ("id", "digest") VALUES (1, $1)
     ON CONFLICT ("id") DO UPDATE SET "digest" = excluded."digest", "loadedAt" = now()`,
    [digest],
  );
}

async function stage(client: pg.PoolClient, { scopes, events, eventScopes }: Rows): Promise<void> {
  const tables = { Scope: scopes, Event: events, EventScope: eventScopes };
  for (const [table, staged] of Object.entries(tables)) {
    await client.query(`CREATE TEMP TABLE "Release${table}" (LIKE "${table}") ON COMMIT DROP`);
    await client.query(
      `INSERT INTO "Release${table}" SELECT * FROM json_populate_recordset(NULL::"${table}", $1::json)`,
      [JSON.stringify(staged)],
    );
  }
}

async function grantNewPrivileges(client: pg.PoolClient): Promise<void> {
  await client.query(`
    INSERT INTO "RoleGrant" ("roleId", "roleKind", "privilege", "access")
    SELECT r."id", r."kind", p."privilege", a."access"
    FROM "Role" r,
      (SELECT DISTINCT "privilege" FROM "ReleaseScope" WHERE "level" = 'admin') p,
      unnest(enum_range(NULL::"Access")) a("access")
    WHERE r."kind" IN ('owner', 'admin')
    ON CONFLICT DO NOTHING`);
}

async function writeScopes(client: pg.PoolClient): Promise<void> {
  await client.query(`
    INSERT INTO "Scope" SELECT * FROM "ReleaseScope" ORDER BY "id"
    ON CONFLICT ("id") DO UPDATE SET
      "product" = excluded."product", "level" = excluded."level", "privilege" = excluded."privilege",
      "access" = excluded."access", "title" = excluded."title", "retiredAt" = NULL`);
  await client.query(`
    UPDATE "Scope" SET "retiredAt" = now()
    WHERE "retiredAt" IS NULL AND "id" NOT IN (SELECT "id" FROM "ReleaseScope")`);
}

async function writeEvents(client: pg.PoolClient): Promise<void> {
  await client.query(`
    INSERT INTO "Event" SELECT * FROM "ReleaseEvent" ORDER BY "id"
    ON CONFLICT ("id") DO UPDATE SET "product" = excluded."product", "title" = excluded."title", "retiredAt" = NULL`);
  await client.query(`
    UPDATE "Event" SET "retiredAt" = now()
    WHERE "retiredAt" IS NULL AND "id" NOT IN (SELECT "id" FROM "ReleaseEvent")`);
  await client.query(`
    DELETE FROM "EventScope" WHERE "eventId" IN (SELECT "id" FROM "ReleaseEvent")
      AND ("eventId", "scopeId") NOT IN (SELECT "eventId", "scopeId" FROM "ReleaseEventScope")`);
  await client.query(`
    INSERT INTO "EventScope" SELECT * FROM "ReleaseEventScope"
    ON CONFLICT ("eventId", "scopeId") DO UPDATE SET "position" = excluded."position"`);
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && conflictCodes.includes(String(error.code));
}
