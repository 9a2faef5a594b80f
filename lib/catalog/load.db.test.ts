import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { type Catalog, type CatalogScope, catalog } from "@/lib/catalog";
import { loadCatalog } from "@/lib/catalog/load";
import { newPool } from "@/lib/database/connect";
import { pool } from "@/lib/database/db";
import { testDatabase } from "@/tests/support/database";

const query = async (sql: string, values: unknown[] = []) => (await pool().query(sql, values)).rows;

const withScope = (id: string, change: Partial<CatalogScope>): Catalog => ({
  ...catalog,
  scopes: catalog.scopes.map((scope) => (scope.id === id ? { ...scope, ...change } : scope)),
});

const withoutScope = (id: string): Catalog => ({
  scopes: catalog.scopes.filter((scope) => scope.id !== id),
  events: catalog.events.filter((event) => !event.scopes.includes(id)),
});

/** An app with these scopes, whose owner's custom role has these privileges; written past all our rules. */
async function insertApp(privileges: string[], scopes: string[], state = "draft") {
  const [account, role, user, app] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await query(`INSERT INTO "Account" VALUES ($1, 'Acme', $1, '')`, [account]);
  await query(`INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ($1, $2, 'custom', 'Builder')`, [
    role,
    account,
  ]);
  await query(
    `INSERT INTO "RoleGrant" ("roleId", "roleKind", "privilege", "access")
     SELECT $1, 'custom', p, a FROM unnest($2::text[]) p, unnest(enum_range(NULL::"Access")) a`,
    [role, privileges],
  );
  await query(`INSERT INTO "User" ("id", "accountId", "roleId", "email", "name") VALUES ($1, $2, $3, $1, 'Ann')`, [
    user,
    account,
    role,
  ]);
  await query(
    `INSERT INTO "App" ("id", "accountId", "ownerId", "name", "clientId", "secretTokenSealed",
       "state", "activatedAt")
     VALUES ($1, $2, $3, 'Sync', $1, '', $4, now())`,
    [app, account, user, state],
  );
  await query(
    `INSERT INTO "AppGrant" ("appId", "ownerId", "privilege", "access")
     SELECT DISTINCT $1, $2, "privilege", "access" FROM "Scope" WHERE "id" = ANY ($3)`,
    [app, user, scopes],
  );
  await query(
    `INSERT INTO "AppScope" ("appId", "scopeId", "privilege", "access", "chosen")
     SELECT $1, "id", "privilege", "access", false FROM "Scope" WHERE "id" = ANY ($2)`,
    [app, scopes],
  );
  return { account, app };
}

const scopesOf = (app: string) =>
  query(`SELECT "scopeId", "privilege", "access", "chosen" FROM "AppScope" WHERE "appId" = $1 ORDER BY "scopeId"`, [
    app,
  ]);

const auditOf = (app: string) =>
  query(
    `SELECT "action", "actorId", "actorName", "address", "targetName", "before" FROM "AuditEntry"
     WHERE "appId" = $1 ORDER BY "id"`,
    [app],
  );

const meetings = "meeting:read:list_meetings:admin";
const devices = "device:read:list_groups:admin";

beforeEach(async () => {
  await loadCatalog(pool());
});

test("the tables match the catalog in the code exactly", async () => {
  const scopes = await query(
    `SELECT "id", "product", "level", "privilege", "access", "title" FROM "Scope" WHERE "retiredAt" IS NULL`,
  );
  const events = await query(`
    SELECT "id", "product", "title",
      ARRAY(SELECT "scopeId" FROM "EventScope" WHERE "eventId" = "id" ORDER BY "position") "scopes"
    FROM "Event"`);
  const wanted = catalog.scopes.map(({ id, product, level, privilege, access, title }) => ({
    id,
    product,
    level,
    privilege,
    access,
    title,
  }));
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  expect(scopes.sort(byId)).toEqual(wanted.sort(byId));
  expect(events.sort(byId)).toEqual([...catalog.events].sort(byId));
});

test("an unchanged catalog costs one query", async () => {
  const asked = vi.spyOn(pool(), "query");
  const connected = vi.spyOn(pool(), "connect");
  await loadCatalog(pool());
  const [queries, connections] = [asked.mock.calls.length, connected.mock.calls.length];
  vi.restoreAllMocks();
  expect(queries).toBe(1);
  // pg's own pool.query takes one connection; a transaction of ours would take another.
  expect(connections).toBeLessThanOrEqual(1);
});

test("a scope and an event the release no longer has are retired, not deleted, and revived when they return", async () => {
  const retired = `
    SELECT "id" FROM "Scope" WHERE "retiredAt" IS NOT NULL
    UNION ALL SELECT "id" FROM "Event" WHERE "retiredAt" IS NOT NULL`;
  await loadCatalog(pool(), withoutScope("phone:read:call_qos:admin"));
  expect((await query(retired)).map(({ id }) => id).sort()).toEqual([
    "phone.call_qos",
    "phone.call_qos_summary",
    "phone:read:call_qos:admin",
  ]);
  await loadCatalog(pool());
  expect(await query(retired)).toEqual([]);
});

test("an app keeps a retired scope", async () => {
  const { app } = await insertApp(["Meetings"], [meetings]);
  await loadCatalog(pool(), withoutScope(meetings));
  expect(await scopesOf(app)).toHaveLength(1);
});

test("new titles and a new order of an event's scopes are loaded", async () => {
  const events = catalog.events.map((event) =>
    event.id === "meeting.started" ? { ...event, scopes: event.scopes.toReversed() } : event,
  );
  await loadCatalog(pool(), { ...withScope(meetings, { title: "See meetings" }), events });
  expect(await query(`SELECT "title" FROM "Scope" WHERE "id" = $1`, [meetings])).toEqual([{ title: "See meetings" }]);
  const needed = await query(
    `SELECT "scopeId" FROM "EventScope" WHERE "eventId" = 'meeting.started' ORDER BY "position"`,
  );
  expect(needed.map(({ scopeId }) => scopeId)).toEqual(["meeting:read:meeting", "meeting:read:meeting:admin"]);
});

test("an event that needs fewer scopes is no longer allowed by the removed ones", async () => {
  const events = catalog.events.map((event) => (event.id === "meeting.ended" ? { ...event, scopes: [] } : event));
  await loadCatalog(pool(), { ...catalog, events });
  expect(await query(`SELECT 1 FROM "EventScope" WHERE "eventId" = 'meeting.ended'`)).toEqual([]);
});

test("a moved scope stays unchanged in apps whose owner's role grants its new privilege", async () => {
  const { app } = await insertApp(["Meetings", "Reports"], [meetings]);
  await loadCatalog(pool(), withScope(meetings, { privilege: "Reports" }));
  expect(await scopesOf(app)).toEqual([{ scopeId: meetings, privilege: "Reports", access: "view", chosen: false }]);
  expect(await query(`SELECT "privilege" FROM "AppGrant" WHERE "appId" = $1`, [app])).toEqual([
    { privilege: "Reports" },
  ]);
  expect(await auditOf(app)).toEqual([]);
});

test("a moved scope is removed from other apps, with an audit entry, and nothing else of theirs changes", async () => {
  const { app } = await insertApp(["Meetings", "Rooms"], [meetings, devices], "activated");
  await loadCatalog(pool(), withScope(meetings, { privilege: "Reports" }));
  expect((await scopesOf(app)).map(({ scopeId }) => scopeId)).toEqual([devices]);
  expect(await auditOf(app)).toEqual([
    {
      action: "app.scopesRemoved",
      actorId: null,
      actorName: "Patchbay",
      address: "",
      targetName: "Sync",
      before: { scopes: [meetings] },
    },
  ]);
  expect(await query(`SELECT "state", "epoch" FROM "App" WHERE "id" = $1`, [app])).toEqual([
    { state: "activated", epoch: 0 },
  ]);
});

test("an activated app that loses its last scope this way is deactivated, with its tokens", async () => {
  const { app } = await insertApp(["Meetings"], [meetings], "activated");
  await loadCatalog(pool(), withScope(meetings, { access: "edit", privilege: "Reports" }));
  expect(
    await query(`SELECT "state", "epoch", "deactivatedAt" IS NOT NULL "since" FROM "App" WHERE "id" = $1`, [app]),
  ).toEqual([{ state: "deactivated", epoch: 1, since: true }]);
  expect((await auditOf(app)).map(({ action }) => action)).toEqual(["app.scopesRemoved", "app.deactivated"]);
});

test("Owner and Admin are granted new privileges, Developer is not", async () => {
  const account = randomUUID();
  await query(`INSERT INTO "Account" VALUES ($1, 'Acme', $1, '')`, [account]);
  for (const kind of ["owner", "admin", "developer"]) {
    await query(`INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ($1, $2, $3, $1)`, [
      `${account}${kind}`,
      account,
      kind,
    ]);
  }
  await loadCatalog(pool(), withScope(meetings, { title: "Anew" }));
  const granted = await query(
    `SELECT "roleKind", array_agg("access" ORDER BY "access")::text "access" FROM "RoleGrant"
     WHERE "roleId" LIKE $1 AND "privilege" = 'Whiteboard' GROUP BY "roleKind" ORDER BY "roleKind"`,
    [`${account}%`],
  );
  expect(granted).toEqual([
    { roleKind: "owner", access: "{view,edit}" },
    { roleKind: "admin", access: "{view,edit}" },
  ]);
  const master = await query(
    `SELECT 1 FROM "RoleGrant" WHERE "roleId" LIKE $1 AND "privilege" IN ('Master', 'S2S apps')`,
    [`${account}%`],
  );
  expect(master).toEqual([]);
});

test("two processes loading the same new release at once both succeed, and it is loaded once", async () => {
  const { app } = await insertApp(["Meetings"], [meetings, "meeting:read:meeting:admin"]);
  const other = newPool(await testDatabase());
  const release = withScope(meetings, { privilege: "Reports" });
  await Promise.all([pool(), other, pool(), other].map((each) => loadCatalog(each, release)));
  await other.end();
  expect(await scopesOf(app)).toHaveLength(1);
  expect(await auditOf(app)).toHaveLength(1);
});

test("a release the database rejects changes nothing", async () => {
  const before = await query(`SELECT * FROM "CatalogState"`);
  const broken = withScope(meetings, { title: "Broken", privilege: "S2S apps" });
  await expect(loadCatalog(pool(), broken)).rejects.toMatchObject({ constraint: "Scope_level_decides_privilege" });
  expect(await query(`SELECT * FROM "CatalogState"`)).toEqual(before);
  expect(await query(`SELECT 1 FROM "Scope" WHERE "title" = 'Broken'`)).toEqual([]);
});
