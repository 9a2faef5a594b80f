import { expect, test } from "vitest";
import { verifyBackup } from "@/lib/backup/read-backup";
import { pool } from "@/lib/database/db";
import { applyMigrations, migrate, readMigrations, whileNobodyMigrates } from "@/lib/database/migrate";
import { useBackups } from "@/tests/support/backups";
import { connected, contentsOf } from "@/tests/support/contents";
import { emptyDatabase, testDatabase } from "@/tests/support/database";
import { giveScope, makeApp, makeSecret, makeWorld, removeApp } from "@/tests/support/world";

// What a restore brings back, and when it refuses, between databases on one server.

const { place, backUp, restore } = useBackups();

/** Rows that challenge a text format: escapes, newlines, the mark that ends a table's rows, arrays, JSON, nulls. */
async function fill(): Promise<void> {
  const { account, owner, admin, app } = await makeWorld(pool());
  for (const state of ["draft", "deactivated"] as const) await makeApp(pool(), { owner: admin, state });
  await removeApp(pool(), await makeApp(pool(), { owner }));
  await makeSecret(pool(), app, new Date("2030-01-01T00:00:00.123Z"));
  await giveScope(pool(), app, "user:write:user:admin");
  const odd = "\\.\n\\.\r\n\ttab \\N 😀 é";
  await pool().query(
    `INSERT INTO "ScopeLoss" ("appId", "actId", "cause", "chosen", "required") VALUES ($1, 'act', $2, $3, '{}')`,
    [app.appId, odd, [odd, "", "a,b", 'q"']],
  );
  await pool().query(
    `INSERT INTO "Session" ("id", "userId", "address", "userAgent", "expiresAt") VALUES ($1, $1, '::1', $2, now())`,
    [admin.userId, odd],
  );
  await pool().query(
    `INSERT INTO "Invitation" ("id", "accountId", "email", "roleId", "invitedById", "tokenDigest", "expiresAt")
     VALUES ($1, $2, 'ada@example.com', $3, $1, $1, 'infinity')`,
    [owner.userId, account.accountId, account.roleIds.admin],
  );
  await pool().query(`INSERT INTO "RevokedToken" VALUES ($1, now())`, [app.appId]);
  for (const after of [{ text: odd }, null]) {
    await pool().query(
      `INSERT INTO "AuditEntry" ("accountId", "action", "actorName", "address", "targetId", "targetName", "after", "actId")
       VALUES ($1, 'app.created', 'Ada', '::1', $2, $3, $4, 'act')`,
      [account.accountId, app.appId, odd, after],
    );
  }
}

test("a backup has every table in the database, and a restore brings back every row", async () => {
  await fill();
  const written = await backUp();
  const { foot } = await verifyBackup(place.file);
  const tables = await connected(await testDatabase(), (client) =>
    client.query(`SELECT table_name AS "name" FROM information_schema.tables
                  WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'`),
  );
  expect(foot.tables.map(({ name }) => name).sort()).toEqual(tables.rows.map(({ name }) => name).sort());
  expect(await restore()).toEqual({ tables: written.tables, rows: written.rows, leftOut: [], migrated: [] });
  expect(await contentsOf(place.url)).toEqual(await contentsOf(await testDatabase()));
});

test("a table that only the database knows is backed up too, and named if it cannot be restored", async () => {
  await pool().query(`CREATE TABLE "Somebody's" AS SELECT 1 AS n`);
  await backUp();
  await pool().query(`DROP TABLE "Somebody's"`);
  expect((await verifyBackup(place.file)).foot.tables).toContainEqual(
    expect.objectContaining({ name: "Somebody's", rows: 1 }),
  );
  expect((await restore()).leftOut).toEqual(["Somebody's"]);
});

test("the audit log continues with new numbers after a restore, and is append-only there too", async () => {
  await fill();
  await backUp();
  await restore();
  await connected(place.url, async (client) => {
    const { rows } = await client.query(`
      INSERT INTO "AuditEntry" ("accountId", "action", "actorName", "address", "targetId", "targetName", "actId")
      VALUES ('a', 'b', 'c', 'd', 'e', 'f', 'g') RETURNING "id" > ALL (SELECT "id" FROM "AuditEntry") AS "new"`);
    expect(rows).toEqual([{ new: true }]);
    await expect(client.query(`DELETE FROM "AuditEntry"`)).rejects.toThrow(/append-only/);
  });
});

test("a backup from an older version is migrated during the restore", async () => {
  const older = await emptyDatabase();
  try {
    await whileNobodyMigrates(older.url, (client) => applyMigrations(client, readMigrations().slice(0, 1)));
    await connected(older.url, (client) =>
      client.query(`INSERT INTO "SetUpLink" ("tokenDigest", "expiresAt") VALUES ('digest', now())`),
    );
    await backUp({ url: older.url });
  } finally {
    await older.drop();
  }
  const { migrated, rows } = await restore();
  expect({ migrated, rows }).toEqual({
    migrated: readMigrations()
      .slice(1)
      .map(({ name }) => name),
    rows: 1,
  });
  expect(await migrate(place.url)).toEqual([]);
  const { rows: links } = await connected(place.url, (client) => client.query(`SELECT "accountName" FROM "SetUpLink"`));
  expect(links).toEqual([{ accountName: null }]);
});

test("a backup from a newer version is refused before the database is touched", async () => {
  await pool().query(`
    INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at") VALUES ('n', 'c', '2999_later', now())`);
  await backUp();
  await pool().query(`DELETE FROM "_prisma_migrations" WHERE "id" = 'n'`);
  await expect(restore()).rejects.toThrow(/made by a newer Patchbay .* the migration 2999_later/);
  expect(await contentsOf(place.url)).toEqual({});
});

test("a database with rows is refused and left unchanged", async () => {
  await backUp();
  const before = await contentsOf(await testDatabase());
  await expect(restore(await testDatabase())).rejects.toThrow(/The database is not empty: there are rows in /);
  expect(await contentsOf(await testDatabase())).toEqual(before);
});

test("when two restores run at once into one database, one fills it and the other is refused", async () => {
  await backUp();
  const outcomes = await Promise.allSettled([restore(), restore()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await contentsOf(place.url)).toEqual(await contentsOf(await testDatabase()));
});

test("a restore that the database rejects leaves no rows, and can be repeated", async () => {
  await fill();
  await backUp();
  await migrate(place.url);
  await connected(place.url, (client) =>
    client.query(`ALTER TABLE "SigningKey" ADD CONSTRAINT "no" CHECK (false) NOT VALID;
    ALTER TABLE "AppSecret" ADD CONSTRAINT "no" CHECK (false)`),
  );
  await expect(restore()).rejects.toThrow(/no rows were restored: the database says: .*"AppSecret"/);
  expect(Object.values(await contentsOf(place.url)).flat()).toEqual([]);
  await connected(place.url, (client) =>
    client.query(`ALTER TABLE "SigningKey" DROP CONSTRAINT "no"; ALTER TABLE "AppSecret" DROP CONSTRAINT "no"`),
  );
  await restore();
  expect(await contentsOf(place.url)).toEqual(await contentsOf(await testDatabase()));
});

test("rows that arrive changed are detected, and none are left", async () => {
  await fill();
  await backUp();
  await migrate(place.url);
  await connected(place.url, (client) =>
    client.query(`CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."name" := upper(NEW."name"); RETURN NEW; END $$;
                  CREATE TRIGGER meddle BEFORE INSERT ON "App" FOR EACH ROW EXECUTE FUNCTION meddle()`),
  );
  await expect(restore()).rejects.toThrow(/After loading, App does not hold what the backup says/);
  expect(Object.values(await contentsOf(place.url)).flat()).toEqual([]);
});

test("migrations alone add no rows to an empty database, so a backup's rows never collide with any", async () => {
  await migrate(place.url);
  expect(Object.values(await contentsOf(place.url)).flat()).toEqual([]);
});

test("an empty database that was migrated past the backup's level is refused with an explanation", async () => {
  await backUp();
  await migrate(place.url);
  await connected(place.url, (client) =>
    client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at") VALUES ('n', 'c', '2999_later', now())`,
    ),
  );
  await expect(restore()).rejects.toThrow(
    /cannot be migrated to the backup's level\. .* Restore into a database without tables/,
  );
});
