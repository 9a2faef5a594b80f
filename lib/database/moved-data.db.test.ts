import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { randomToken, tokenDigest } from "@/lib/crypto";
import { connect } from "@/lib/database/connect";
import { migrate } from "@/lib/database/migrate";
import { projectRoot } from "@/lib/database/project-root";
import { emptyDatabase } from "@/tests/support/database";

// Migrations that move data, run on a database of the previous release.

const migrations = join(projectRoot(), "prisma", "migrations");

let older: string;
let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeEach(async () => {
  older = mkdtempSync(join(tmpdir(), "patchbay-older-"));
  database = await emptyDatabase();
});

afterEach(async () => {
  await database.drop();
  rmSync(older, { recursive: true, force: true });
});

/** The database as it was before this migration. */
async function before(name: string): Promise<void> {
  for (const folder of readdirSync(migrations)) {
    if (folder < name) cpSync(join(migrations, folder), join(older, folder), { recursive: true });
  }
  await migrate(database.url, { directory: older });
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = await connect(database.url);
  const answer = await client.query(sql).finally(() => client.end());
  return answer.rows;
}

test("apps keep their scopes when owner grants replace app grants, and the rule still holds", async () => {
  await before("20261122085554_grants_of_owners");
  await ask(`
    INSERT INTO "Account" VALUES ('a', 'Harbour', 'digest', 'sealed', now());
    INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ('r', 'a', 'custom', 'Builder'), ('m', 'a', 'member', 'Member');
    INSERT INTO "RoleGrant" VALUES ('r', 'custom', 'Users', 'view'), ('r', 'custom', 'Phone', 'view');
    INSERT INTO "User" ("id", "accountId", "roleId", "email", "name") VALUES ('u', 'a', 'r', 'u@example.com', 'Ada');
    INSERT INTO "App" ("id", "accountId", "ownerId", "ownerRoleId", "name", "clientId", "secretTokenSealed")
      VALUES ('x', 'a', 'u', 'r', 'Reports', 'client', '');
    INSERT INTO "Scope" ("id", "product", "level", "privilege", "access", "title")
      VALUES ('user:read:user:admin', 'User', 'admin', 'Users', 'view', 'View users');
    INSERT INTO "AppGrant" VALUES ('x', 'r', 'Users', 'view');
    INSERT INTO "AppScope" ("appId", "scopeId", "privilege", "access") VALUES ('x', 'user:read:user:admin', 'Users', 'view')`);
  await migrate(database.url);
  expect(await ask(`SELECT "scopeId" FROM "AppScope"`)).toEqual([{ scopeId: "user:read:user:admin" }]);
  expect(await ask(`SELECT "userId", "roleId", "privilege", "access" FROM "OwnerGrant"`)).toEqual([
    { userId: "u", roleId: "r", privilege: "Users", access: "view" },
  ]);
  await expect(ask(`UPDATE "User" SET "roleId" = 'm' WHERE "id" = 'u'`)).rejects.toMatchObject({ code: "23503" });
  await expect(ask(`DELETE FROM "RoleGrant" WHERE "privilege" = 'Users'`)).rejects.toMatchObject({ code: "23503" });
  await ask(`DELETE FROM "RoleGrant" WHERE "privilege" = 'Phone'`);
});

test("open sessions stay open when the database switches to storing only digests of their tokens", async () => {
  await before("20261130151700_session_ids_as_digests");
  await ask(`
    INSERT INTO "Account" VALUES ('a', 'Harbour', 'digest', 'sealed', now());
    INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ('r', 'a', 'custom', 'Builder');
    INSERT INTO "User" ("id", "accountId", "roleId", "email", "name") VALUES ('u', 'a', 'r', 'u@example.com', 'Ada')`);
  const tokens = Array.from({ length: 200 }, () => randomToken());
  const rows = tokens.map((token) => `('${token}', 'u', '', '', now() + interval '1 day')`);
  await ask(`INSERT INTO "Session" ("id", "userId", "address", "userAgent", "expiresAt") VALUES ${rows.join(", ")}`);
  await migrate(database.url);
  const kept = await ask(`SELECT "id" FROM "Session" WHERE "endedAt" IS NULL AND "expiresAt" > now()`);
  expect(kept.map(({ id }) => id).sort()).toEqual(tokens.map(tokenDigest).sort());
});

test("addresses only the provider can have verified count as verified; links without a right, and older ones, end", async () => {
  await before("20261130150908_proved_addresses");
  await ask(`
    INSERT INTO "Account" VALUES ('a', 'Harbour', 'digest', 'sealed', now());
    INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ('r', 'a', 'admin', 'Admin'), ('m', 'a', 'member', 'Member');
    INSERT INTO "RoleGrant" VALUES ('r', 'admin', 'Users', 'view'), ('r', 'admin', 'Users', 'edit');
    INSERT INTO "User" ("id", "accountId", "roleId", "email", "name", "passwordHash", "status") VALUES
      ('sso', 'a', 'r', 'sso@example.com', 'Ada', NULL, 'active'), ('both', 'a', 'm', 'both@example.com', 'Bo', 'hash', 'active'),
      ('none', 'a', 'm', 'none@example.com', 'Cy', NULL, 'active'), ('gone', 'a', 'r', 'gone@example.com', 'Di', NULL, 'deactivated');
    INSERT INTO "Identity" ("issuer", "subject", "userId") VALUES ('i', '1', 'sso'), ('i', '2', 'both');
    INSERT INTO "PasswordReset" ("tokenDigest", "userId", "expiresAt") VALUES ('p', 'both', now() + interval '1 day');
    INSERT INTO "Invitation" ("id", "accountId", "email", "roleId", "invitedById", "tokenDigest", "createdAt", "expiresAt") VALUES
      ('old', 'a', 'x@example.com', 'r', 'sso', '1', now() - interval '1 hour', now() + interval '1 day'),
      ('new', 'a', 'x@example.com', 'm', 'sso', '2', now(), now() + interval '1 day'),
      ('off', 'a', 'y@example.com', 'm', 'gone', '3', now(), now() + interval '1 day'),
      ('low', 'a', 'z@example.com', 'm', 'both', '4', now(), now() + interval '1 day')`);
  await migrate(database.url);
  expect(await ask(`SELECT "id" FROM "User" WHERE "emailVerifiedAt" IS NOT NULL`)).toEqual([{ id: "sso" }]);
  expect(await ask(`SELECT "id" FROM "Invitation" WHERE "revokedAt" IS NULL`)).toEqual([{ id: "new" }]);
  expect(await ask(`SELECT 1 FROM "PasswordReset" WHERE "usedAt" IS NULL`)).toEqual([]);
  await expect(
    ask(`INSERT INTO "Invitation" ("id", "accountId", "email", "roleId", "tokenDigest", "expiresAt")
         VALUES ('twice', 'a', 'x@example.com', 'm', '5', now())`),
  ).rejects.toMatchObject({ code: "23505" });
});

test("the secret token of an app is as old as its last regeneration, or as the app", async () => {
  await before("20261130194205_secret_token_date");
  await ask(`
    INSERT INTO "Account" VALUES ('a', 'Harbour', 'digest', 'sealed', now());
    INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ('r', 'a', 'custom', 'Builder');
    INSERT INTO "User" ("id", "accountId", "roleId", "email", "name") VALUES ('u', 'a', 'r', 'u@example.com', 'Ada');
    INSERT INTO "App" ("id", "accountId", "ownerId", "name", "clientId", "secretTokenSealed", "createdAt") VALUES
      ('x', 'a', 'u', 'Reports', 'x', '', '2026-05-01T00:00:00Z'), ('y', 'a', 'u', 'Calls', 'y', '', '2026-05-02T00:00:00Z');
    INSERT INTO "AuditEntry" ("accountId", "action", "actorName", "address", "appId", "targetId", "targetName", "actId", "at") VALUES
      ('a', 'app.secretTokenRegenerated', 'Ada', '', 'x', 'x', 'Reports', '1', '2026-06-01T00:00:00Z'),
      ('a', 'app.secretTokenRegenerated', 'Ada', '', 'x', 'x', 'Reports', '2', '2026-07-01T00:00:00Z'),
      ('a', 'app.secretTokenRevealed', 'Ada', '', 'x', 'x', 'Reports', '3', '2026-08-01T00:00:00Z')`);
  await migrate(database.url);
  expect(await ask(`SELECT "id", "secretTokenAt" FROM "App" ORDER BY "id"`)).toEqual([
    { id: "x", secretTokenAt: new Date("2026-07-01T00:00:00Z") },
    { id: "y", secretTokenAt: new Date("2026-05-02T00:00:00Z") },
  ]);
});

test("names are composed, except those of roles that would then be the same", async () => {
  await before("20261130221500_composed_text");
  await ask(`
    INSERT INTO "Account" VALUES ('a', 'Zoe\u0308 Ltd', 'digest', 'sealed', now());
    INSERT INTO "Role" ("id", "accountId", "kind", "name", "description") VALUES
      ('r', 'a', 'custom', 'Cafe\u0301', 'Cafe\u0301'), ('s', 'a', 'custom', 'Caf\u00e9', ''), ('t', 'a', 'custom', 'Ro\u0302le', '');
    INSERT INTO "User" ("id", "accountId", "roleId", "email", "name") VALUES ('u', 'a', 'r', 'u@example.com', 'Zoe\u0308');
    INSERT INTO "App" ("id", "accountId", "ownerId", "name", "companyName", "clientId", "secretTokenSealed")
      VALUES ('x', 'a', 'u', 'Zoe\u0308', 'Zoe\u0308', 'client', '')`);
  await migrate(database.url);
  expect(
    await ask(`SELECT a."name" AS "account", u."name" AS "user", x."name" AS "app", x."companyName" AS "company"
                 FROM "Account" a, "User" u, "App" x`),
  ).toEqual([{ account: "Zo\u00eb Ltd", user: "Zo\u00eb", app: "Zo\u00eb", company: "Zo\u00eb" }]);
  expect(await ask(`SELECT "name", "description" FROM "Role" ORDER BY "id"`)).toEqual([
    { name: "Cafe\u0301", description: "Caf\u00e9" },
    { name: "Caf\u00e9", description: "" },
    { name: "R\u00f4le", description: "" },
  ]);
});
