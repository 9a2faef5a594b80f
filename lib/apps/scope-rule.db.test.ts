import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/commands";
import { randomId } from "@/lib/crypto";
import { db, pool } from "@/lib/database/db";

/** An account with an admin's app that holds an admin-level scope, created by plain SQL. */
async function prepare() {
  const tag = randomId();
  const owner = { accountName: tag, name: tag, email: `${tag}@example.com`.toLowerCase(), passwordHash: tag };
  const { accountId } = await db().$transaction((tx) => createAccount(tx, owner, ""));
  const roles = await db().role.findMany({ where: { accountId }, select: { id: true, kind: true } });
  const roleOf = (kind: string): string => roles.find((role) => role.kind === kind)?.id ?? "";
  const person = async (kind: string): Promise<string> => {
    const id = randomId();
    await sql(`INSERT INTO "User" ("id","accountId","roleId","email","name") VALUES ($1,$2,$3,$4,'P')`, [
      id,
      accountId,
      roleOf(kind),
      `${id}@example.com`.toLowerCase(),
    ]);
    return id;
  };
  const [accountOwner, admin, developer] = [await person("owner"), await person("admin"), await person("developer")];
  const appId = randomId();
  await sql(
    `INSERT INTO "App" ("id","accountId","ownerId","name","clientId","secretTokenSealed") VALUES ($1,$2,$3,'App',$1,'')`,
    [appId, accountId, admin],
  );
  await addScope(appId, admin, "user:read:user:admin");
  return { accountId, accountOwner, admin, developer, appId, roleOf };
}

type World = Awaited<ReturnType<typeof prepare>>;

const grant = `INSERT INTO "AppGrant" ("appId","ownerId","privilege","access") VALUES ($1,$2,$3,'edit')`;

const sql = (text: string, values: unknown[] = []) => pool().query(text, values);

/** Inserts a scope as the rule requires: the grant first, then the scope. */
async function addScope(appId: string, ownerId: string, scopeId: string) {
  await sql(
    `INSERT INTO "AppGrant" ("appId","ownerId","privilege","access")
     SELECT $1, $2, "privilege", "access" FROM "Scope" WHERE "id" = $3 ON CONFLICT DO NOTHING`,
    [appId, ownerId, scopeId],
  );
  await sql(
    `INSERT INTO "AppScope" ("appId","scopeId","privilege","access") SELECT $1, "id", "privilege", "access" FROM "Scope" WHERE "id" = $2`,
    [appId, scopeId],
  );
}

const scopesOf = async (appId: string): Promise<string[]> =>
  (await sql(`SELECT "scopeId" FROM "AppScope" WHERE "appId" = $1 ORDER BY 1`, [appId])).rows.map((row) => row.scopeId);

let world: World;
let other: World;

beforeAll(async () => {
  [world, other] = [await prepare(), await prepare()];
});

describe("the database refuses", () => {
  const attacks: [string, (w: World) => Promise<unknown>][] = [
    [
      "a scope whose privilege the owner's role does not grant",
      (w) => addScope(w.appId, w.admin, "user:read:user:master"),
    ],
    [
      "a scope without the grant it rests on",
      (w) =>
        sql(
          `INSERT INTO "AppScope" ("appId","scopeId","privilege","access") VALUES ($1,'meeting:read:meeting:admin','Meetings','view')`,
          [w.appId],
        ),
    ],
    ["a grant in the name of a person who is not the owner", (w) => sql(grant, [w.appId, w.accountOwner, "Master"])],
    [
      "a grant of a person that their role does not have",
      (w) => sql(`INSERT INTO "OwnerGrant" VALUES ($1,$2,'Master','edit')`, [w.admin, w.roleOf("admin")]),
    ],
    [
      "a grant of a person in the name of a role that is not theirs",
      (w) => sql(`INSERT INTO "OwnerGrant" VALUES ($1,$2,'Master','edit')`, [w.admin, w.roleOf("owner")]),
    ],
    [
      "taking the grant of a person while an app rests on it",
      (w) => sql(`DELETE FROM "OwnerGrant" WHERE "userId" = $1`, [w.admin]),
    ],
    [
      "a scope passed off as needing another privilege",
      async (w) => {
        await sql(grant, [w.appId, w.admin, "S2S apps"]);
        await sql(
          `INSERT INTO "AppScope" ("appId","scopeId","privilege","access") VALUES ($1,'user:read:user:master','S2S apps','edit')`,
          [w.appId],
        );
      },
    ],
    [
      "a lesser role for the owner of an app that holds more",
      (w) => sql(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [w.admin, w.roleOf("developer")]),
    ],
    [
      "an owner whose role does not grant what the app holds",
      (w) => sql(`UPDATE "App" SET "ownerId" = $2 WHERE "id" = $1`, [w.appId, w.developer]),
    ],
    [
      "an owner from another account",
      (w) => sql(`UPDATE "App" SET "ownerId" = $2 WHERE "id" = $1`, [w.appId, other.admin]),
    ],
    [
      "a role of another account",
      (w) => sql(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [w.developer, other.roleOf("admin")]),
    ],
    [
      "taking a grant from a role while an app rests on it",
      (w) => sql(`DELETE FROM "RoleGrant" WHERE "roleId" = $1 AND "privilege" = 'Users'`, [w.roleOf("admin")]),
    ],
    ["deleting the role of an app's owner", (w) => sql(`DELETE FROM "Role" WHERE "id" = $1`, [w.roleOf("admin")])],
    [
      "Master for a role that is not the account owner's",
      (w) =>
        sql(`INSERT INTO "RoleGrant" ("roleId","roleKind","privilege","access") VALUES ($1,'admin','Master','view')`, [
          w.roleOf("admin"),
        ]),
    ],
    [
      "Edit without View",
      (w) =>
        sql(`INSERT INTO "RoleGrant" ("roleId","roleKind","privilege","access") VALUES ($1,'member','Users','edit')`, [
          w.roleOf("member"),
        ]),
    ],
    [
      "taking View and leaving Edit",
      (w) =>
        sql(`DELETE FROM "RoleGrant" WHERE "roleId" = $1 AND "privilege" = 'Phone' AND "access" = 'view'`, [
          w.roleOf("admin"),
        ]),
    ],
    [
      "a role that says it is of another kind",
      (w) =>
        sql(`INSERT INTO "RoleGrant" ("roleId","roleKind","privilege","access") VALUES ($1,'owner','Master','view')`, [
          w.roleOf("developer"),
        ]),
    ],
    [
      "a second built-in role of one kind",
      (w) =>
        sql(`INSERT INTO "Role" ("id","accountId","kind","name") VALUES ($1,$2,'owner','Second')`, [
          randomId(),
          w.accountId,
        ]),
    ],
    [
      "moving a scope in use to another privilege",
      () => sql(`UPDATE "Scope" SET "privilege" = 'Phone' WHERE "id" = 'user:read:user:admin'`),
    ],
    [
      "a user-level scope that asks for more than S2S apps",
      () => sql(`UPDATE "Scope" SET "privilege" = 'Phone' WHERE "id" = 'user:read:user'`),
    ],
  ];

  it.each(attacks)("%s", async (_, attack) => {
    await expect(attack(world)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    expect(await scopesOf(world.appId)).toEqual(["user:read:user:admin"]);
  });
});

describe("the database lets through", () => {
  it("a higher role, a transfer to an equal, and a lower role after its scopes are removed", async () => {
    const { admin, developer, appId, roleOf } = await prepare();
    await addScope(appId, admin, "user:read:user");
    await sql(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [admin, roleOf("owner")]);
    await sql(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [developer, roleOf("admin")]);
    await sql(`UPDATE "App" SET "ownerId" = $2 WHERE "id" = $1`, [appId, developer]);
    expect(await scopesOf(appId)).toEqual(["user:read:user", "user:read:user:admin"]);
    await sql(`DELETE FROM "AppGrant" WHERE "appId" = $1 AND "privilege" <> 'S2S apps'`, [appId]);
    await sql(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [developer, roleOf("developer")]);
    expect(await scopesOf(appId)).toEqual(["user:read:user"]);
  });
});

describe("the audit log", () => {
  it("can't be updated, deleted or truncated", async () => {
    for (const statement of [
      `UPDATE "AuditEntry" SET "actorName" = 'x'`,
      `DELETE FROM "AuditEntry"`,
      `TRUNCATE "AuditEntry"`,
    ]) {
      await expect(sql(statement)).rejects.toMatchObject({ message: expect.stringContaining("append-only") });
    }
  });
});
