import { newAccountOwner, onOwnDatabase } from "@/bench/own-database";
import type { Actor } from "@/lib/auth/actor";
import { loadCatalog } from "@/lib/catalog/load";
import { randomId } from "@/lib/crypto";
import { db, pool } from "@/lib/database/db";
import { changeRole } from "@/lib/people/commands";
import { previewRoleChange } from "@/lib/people/previews";
import type { BuiltInKind, Rights } from "@/lib/rights/privileges";
import { createRole, saveRole } from "@/lib/roles/commands";
import { previewRole } from "@/lib/roles/queries";

/** Roles: how long a change of rights takes that affects 10,000 apps with 20 scopes each (docs/figures.md). */
export const name = "roles";

const apps = 10_000;
const scopesPerPrivilege = 5;
const rights: Rights = { "S2S apps": "edit", Meetings: "edit", Phone: "edit", Users: "edit" };

type World = { owner: Actor; userId: string; roleId: string };

/** Prints how long each change's preview takes, and the change itself, in one transaction. */
export async function run(): Promise<void> {
  await onOwnDatabase(async () => {
    await loadCatalog(pool());
    const world = await prepare();
    console.log(
      `${"change".padEnd(52)} ${"scopes that leave".padStart(18)} ${"look ms".padStart(9)} ${"do ms".padStart(9)}`,
    );
    await editRole(world);
    await giveRole(world, "a role that grants all they hold", "admin");
    await giveRole(world, "a role that grants a third of it", "developer");
    await giveRole(world, "a role that grants nothing", "member");
  });
}

async function prepare(): Promise<World> {
  const owner = await newAccountOwner();
  const { roleId } = await createRole(owner, { name: "Builder", description: "", rights });
  const userId = randomId();
  const email = `${userId}@example.com`.toLowerCase();
  await db().user.create({ data: { id: userId, accountId: owner.accountId, roleId, name: "Bill", email } });
  await pool().query(
    `INSERT INTO "App" ("id", "accountId", "ownerId", "name", "state", "clientId", "secretTokenSealed", "activatedAt")
     SELECT 'app-' || n, $1, $2, 'App ' || n, 'activated', 'client' || n, '', now() FROM generate_series(1, $3::int) n`,
    [owner.accountId, userId, apps],
  );
  const chosen = `(SELECT * FROM (SELECT s.*, row_number() OVER (PARTITION BY "privilege" ORDER BY "id") AS place FROM "Scope" s
    WHERE "privilege" = ANY($1)) ranked WHERE place <= ${scopesPerPrivilege})`;
  const privileges = [Object.keys(rights)];
  await pool().query(
    `INSERT INTO "AppGrant" ("appId", "ownerId", "privilege", "access")
     SELECT DISTINCT a."id", a."ownerId", s."privilege", s."access" FROM "App" a, ${chosen} s`,
    privileges,
  );
  await pool().query(
    `INSERT INTO "AppScope" SELECT a."id", s."id", s."privilege", s."access", true, now() FROM "App" a, ${chosen} s`,
    privileges,
  );
  await pool().query("ANALYZE");
  return { owner, userId, roleId };
}

async function editRole({ owner, roleId }: World): Promise<void> {
  const { Meetings: _taken, ...less } = rights;
  const look = await timed(() => previewRole(owner, { roleId, rights: less }));
  const { seen, scopeCount } = look.value;
  const role = { roleId, name: "Builder", description: "", rights: less, seen };
  print(
    "one privilege of four is taken from their role",
    scopeCount,
    look.ms,
    (await timed(() => saveRole(owner, role))).ms,
  );
}

async function giveRole({ owner, userId }: World, label: string, kind: BuiltInKind): Promise<void> {
  const role = await db().role.findFirstOrThrow({ where: { accountId: owner.accountId, kind } });
  const change = { userId, roleId: role.id };
  const look = await timed(() => previewRoleChange(owner, change));
  const { seen, scopeCount } = look.value;
  print(`they get ${label}`, scopeCount, look.ms, (await timed(() => changeRole(owner, { ...change, seen }))).ms);
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const begun = performance.now();
  const value = await work();
  return { value, ms: performance.now() - begun };
}

function print(change: string, scopes: number, lookMs: number, doMs: number): void {
  const cells = [scopes.toLocaleString("en"), lookMs.toFixed(0), doMs.toFixed(0)];
  console.log(`${change.padEnd(52)} ${cells[0]?.padStart(18)} ${cells[1]?.padStart(9)} ${cells[2]?.padStart(9)}`);
}
