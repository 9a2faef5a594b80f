import type pg from "pg";
import { randomAlphanumeric, randomId, seal, secretDigest } from "@/lib/crypto";
import { type Access, type BuiltInKind, builtInRoles } from "@/lib/rights/privileges";

type ScopeNeed = { level: "user" | "admin" | "master"; privilege: string; access: Access };

/** Scopes of the catalog that tests use; created where the catalog isn't loaded. */
const testScopes = {
  "user:read:user": { level: "user", privilege: "S2S apps", access: "edit" },
  "user:read:user:admin": { level: "admin", privilege: "Users", access: "view" },
  "user:write:user:admin": { level: "admin", privilege: "Users", access: "edit" },
  "user:read:user:master": { level: "master", privilege: "Master", access: "edit" },
  "user:read:list_users:admin": { level: "admin", privilege: "Users", access: "view" },
  "role:read:list_roles:admin": { level: "admin", privilege: "Roles", access: "view" },
  "meeting:read:meeting:admin": { level: "admin", privilege: "Meetings", access: "view" },
  "marketplace:write:event:admin": { level: "admin", privilege: "Integrations", access: "edit" },
} satisfies Record<string, ScopeNeed>;

type TestScope = keyof typeof testScopes;

type TestAccount = { accountId: string; introspectionKey: string; roleIds: Record<BuiltInKind, string> };
type TestPerson = { userId: string; accountId: string; roleId: string; name: string; email: string };
export type TestApp = { appId: string; accountId: string; clientId: string; clientSecret: string; secretId: string };

/** A new account with the four built-in roles and their grants. */
export async function makeAccount(pool: pg.Pool, name = "Test account"): Promise<TestAccount> {
  const accountId = randomId();
  const introspectionKey = randomAlphanumeric(40);
  await pool.query(
    `INSERT INTO "Account" ("id", "name", "introspectionKeyDigest", "introspectionKeySealed") VALUES ($1, $2, $3, $4)`,
    [accountId, name, secretDigest(introspectionKey), seal(introspectionKey, `Account.introspectionKey:${accountId}`)],
  );
  const roleIds = { owner: randomId(), admin: randomId(), developer: randomId(), member: randomId() };
  for (const kind of Object.keys(roleIds) as BuiltInKind[]) await makeRole(pool, accountId, kind, roleIds[kind]);
  return { accountId, introspectionKey, roleIds };
}

async function makeRole(pool: pg.Pool, accountId: string, kind: BuiltInKind, roleId: string): Promise<void> {
  const { name, rights } = builtInRoles[kind];
  await pool.query(`INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ($1, $2, $3, $4)`, [
    roleId,
    accountId,
    kind,
    name,
  ]);
  await pool.query(
    `INSERT INTO "RoleGrant" ("roleId", "roleKind", "privilege", "access")
     SELECT $1, $2, "privilege", "access" FROM unnest($3::text[]) AS "privilege", unnest('{view,edit}'::"Access"[]) AS "access"`,
    [roleId, kind, Object.keys(rights)],
  );
}

/** A person with a built-in role; no one knows their password. */
export async function makePerson(
  pool: pg.Pool,
  account: TestAccount,
  kind: BuiltInKind = "admin",
  name = "Ada Lovelace",
): Promise<TestPerson> {
  const userId = randomId();
  const email = `${randomAlphanumeric(12).toLowerCase()}@example.com`;
  const roleId = account.roleIds[kind];
  await pool.query(`INSERT INTO "User" ("id", "accountId", "roleId", "email", "name") VALUES ($1, $2, $3, $4, $5)`, [
    userId,
    account.accountId,
    roleId,
    email,
    name,
  ]);
  return { userId, accountId: account.accountId, roleId, name, email };
}

export async function deactivatePerson(pool: pg.Pool, { userId }: TestPerson): Promise<void> {
  await pool.query(`UPDATE "User" SET "status" = 'deactivated' WHERE "id" = $1`, [userId]);
}

/** An app with one client secret, complete enough to be activated. */
export async function makeApp(
  pool: pg.Pool,
  {
    owner,
    state = "activated",
    scopes = [],
  }: { owner: TestPerson; state?: "draft" | "activated" | "deactivated"; scopes?: TestScope[] },
): Promise<TestApp> {
  const appId = randomId();
  const clientId = randomAlphanumeric(22);
  await pool.query(
    `INSERT INTO "App" ("id", "accountId", "ownerId", "name", "state", "clientId", "companyName", "contactName",
                        "contactEmail", "secretTokenSealed", "activatedAt", "deactivatedAt")
     VALUES ($1, $2, $3, 'Test app', $4, $5, 'Example', 'Ada', 'ada@example.com', $6,
             CASE WHEN $4 <> 'draft'::"AppState" THEN now() END, CASE WHEN $4 = 'deactivated'::"AppState" THEN now() END)`,
    [appId, owner.accountId, owner.userId, state, clientId, seal(randomId(), `App.secretToken:${appId}`)],
  );
  for (const scope of scopes) await giveScope(pool, { appId }, scope);
  return { appId, accountId: owner.accountId, clientId, ...(await makeSecret(pool, { appId })) };
}

/** Adds a client secret to an app. */
export async function makeSecret(
  pool: pg.Pool,
  { appId }: Pick<TestApp, "appId">,
  expiresAt: Date | null = null,
): Promise<{ secretId: string; clientSecret: string }> {
  const secretId = randomId();
  const clientSecret = randomAlphanumeric(32);
  await pool.query(
    `INSERT INTO "AppSecret" ("id", "appId", "digest", "sealed", "expiresAt") VALUES ($1, $2, $3, $4, $5)`,
    [secretId, appId, secretDigest(clientSecret), seal(clientSecret, `AppSecret:${secretId}`), expiresAt],
  );
  return { secretId, clientSecret };
}

/** Adds a scope that the app owner's role grants; the database refuses any other. */
export async function giveScope(pool: pg.Pool, { appId }: Pick<TestApp, "appId">, scope: TestScope): Promise<void> {
  const { level, privilege, access } = testScopes[scope];
  await pool.query(
    `INSERT INTO "Scope" ("id", "product", "level", "privilege", "access", "title") VALUES ($1, 'User', $2, $3, $4, $1)
     ON CONFLICT DO NOTHING`,
    [scope, level, privilege, access],
  );
  await pool.query(
    `INSERT INTO "AppGrant" ("appId", "ownerId", "privilege", "access")
     SELECT a."id", a."ownerId", s."privilege", s."access" FROM "App" a, "Scope" s WHERE a."id" = $1 AND s."id" = $2
     ON CONFLICT DO NOTHING`,
    [appId, scope],
  );
  await pool.query(
    `INSERT INTO "AppScope" ("appId", "scopeId", "privilege", "access")
     SELECT $1, "id", "privilege", "access" FROM "Scope" WHERE "id" = $2`,
    [appId, scope],
  );
}

/** Removes a scope from an app. */
export async function takeScope(pool: pg.Pool, { appId }: Pick<TestApp, "appId">, scope: TestScope): Promise<void> {
  await pool.query(`DELETE FROM "AppScope" WHERE "appId" = $1 AND "scopeId" = $2`, [appId, scope]);
}

/** Deactivates an app as the product does: its new epoch invalidates its tokens. */
export async function deactivateApp(pool: pg.Pool, { appId }: Pick<TestApp, "appId">): Promise<void> {
  await pool.query(
    `UPDATE "App" SET "state" = 'deactivated', "deactivatedAt" = now(), "epoch" = "epoch" + 1 WHERE "id" = $1`,
    [appId],
  );
}

export async function activateApp(pool: pg.Pool, { appId }: Pick<TestApp, "appId">): Promise<void> {
  await pool.query(`UPDATE "App" SET "state" = 'activated', "activatedAt" = now() WHERE "id" = $1`, [appId]);
}

export async function removeApp(pool: pg.Pool, { appId }: Pick<TestApp, "appId">): Promise<void> {
  await pool.query(
    `UPDATE "App" SET "state" = 'deactivated', "removedAt" = now(), "epoch" = "epoch" + 1 WHERE "id" = $1`,
    [appId],
  );
}

/** An account with an owner, an admin, and the admin's activated app that may read users. */
export async function makeWorld(pool: pg.Pool) {
  const account = await makeAccount(pool);
  const owner = await makePerson(pool, account, "owner", "Grace Hopper");
  const admin = await makePerson(pool, account, "admin");
  const app = await makeApp(pool, { owner: admin, scopes: ["user:read:user:admin", "meeting:read:meeting:admin"] });
  return { account, owner, admin, app };
}
