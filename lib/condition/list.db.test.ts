import { beforeAll, describe, expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import { findApp } from "@/lib/apps/queries";
import { firstUnfinishedStep } from "@/lib/apps/steps";
import type { Actor } from "@/lib/auth/actor";
import { listApps } from "@/lib/condition/list";
import { appListQuery, appSorts } from "@/lib/condition/list-query";
import { findAppOwner, listAppOwners } from "@/lib/condition/owners";
import { db, pool } from "@/lib/database/db";
import { newAccount } from "@/tests/support/actors";

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let developer: Actor;

const appCount = 60;

/** Sixty apps whose times and names come in ties of three; half are the developer's, and every third is a draft. */
beforeAll(async () => {
  account = await newAccount();
  [owner, developer] = [await account.as("owner"), await account.as("developer")];
  for (let n = 0; n < appCount; n++) await createApp(n % 2 ? owner : developer, { name: `App ${n}` });
  await pool().query(
    `UPDATE "App" a
        SET "name" = CASE WHEN n.n % 2 = 0 THEN 'tide ' ELSE 'Tide ' END || n.n / 3,
            "state" = (array['draft', 'activated', 'deactivated']::"AppState"[])[1 + n.n % 3], "activatedAt" = now(),
            "createdAt" = to_timestamp(1000 + n.n / 3), "updatedAt" = to_timestamp(2000 - n.n / 3),
            "lastTokenAt" = CASE WHEN n.n < 30 THEN to_timestamp(1000 + n.n / 3) END
       FROM (SELECT "id", (row_number() OVER (ORDER BY "createdAt", "id") - 1)::int AS n FROM "App" WHERE "accountId" = $1) n
      WHERE a."id" = n."id"`,
    [account.accountId],
  );
});

const list = (params: Record<string, string>, actor = owner) => listApps(actor, appListQuery(params));
const names = async (params: Record<string, string>) => (await list(params)).apps.map((app) => app.name);

/** The IDs on all pages from first to last, and then on the way back. */
async function walk(params: Record<string, string>): Promise<{ there: string[]; back: string[] }> {
  const there: string[] = [];
  const back: string[] = [];
  let page = await list(params);
  for (;;) {
    there.push(...page.apps.map((app) => app.id));
    if (!page.next) break;
    page = await list({ ...params, after: page.next });
  }
  for (;;) {
    back.unshift(...page.apps.map((app) => app.id));
    if (!page.previous) break;
    page = await list({ ...params, before: page.previous });
  }
  return { there, back };
}

/** The order as the database gives it, expressed differently from the list's own SQL. */
const expected = {
  newest: `"createdAt" DESC, "id" DESC`,
  name: `lower("name"), "id"`,
  updated: `"updatedAt" DESC, "id" DESC`,
  token: `"lastTokenAt" DESC NULLS LAST, "id" DESC`,
};

async function idsBy(order: string, condition = "true"): Promise<string[]> {
  const text = `SELECT "id" FROM "App" WHERE "accountId" = $1 AND "removedAt" IS NULL AND ${condition} ORDER BY ${order}`;
  return (await pool().query<{ id: string }>(text, [account.accountId])).rows.map((row) => row.id);
}

describe("every order", () => {
  it.each(appSorts)("%s shows each app once, forward and backward, ties included", async (sort) => {
    const all = await idsBy(expected[sort]);
    expect(all).toHaveLength(appCount);
    expect(await walk({ sort })).toEqual({ there: all, back: all });
  });

  it.each(appSorts)("%s is kept within an owner, a status and a search", async (sort) => {
    const [own, drafts] = [`"ownerId" = '${developer.userId}'`, `"state" = 'draft'`];
    const ownDrafts = await idsBy(expected[sort], `${own} AND ${drafts}`);
    expect((await walk({ sort, owner: developer.userId, status: "draft" })).there).toEqual(ownDrafts);
    const found = await idsBy(expected[sort], `lower("name") LIKE '%ide 1%'`);
    expect(found).toHaveLength(33);
    expect(await walk({ sort, search: "iDE 1" })).toEqual({ there: found, back: found });
  });
});

describe("a search", () => {
  it("finds text anywhere in a name, ignoring case, and takes every character literally", async () => {
    await createApp(owner, { name: "Zürich 100% _x\\" });
    for (const search of ["zü", "zu\u0308", "RICH", "100%", "_x", "x\\", "%", "h 1"])
      expect(await names({ search })).toEqual(["Zürich 100% _x\\"]);
    // The locale C knows the case of no other letters (docs/operations.md).
    const { rows } = await pool().query<{ knows: boolean }>(`SELECT lower('Ü') = 'ü' AS "knows"`);
    expect(await names({ search: "ÜRICH" })).toHaveLength(rows[0]?.knows ? 1 : 0);
    expect(await names({ search: "1000" })).toEqual([]);
    await db().app.deleteMany({ where: { accountId: account.accountId, name: { startsWith: "Z" } } });
  });

  it("finds a client ID by its prefix, case-sensitively, and lists an app once if both match", async () => {
    const { id, clientId } = await db().app.findFirstOrThrow({ where: { accountId: account.accountId } });
    expect((await list({ search: clientId })).apps.map((app) => app.id)).toEqual([id]);
    expect(await names({ search: clientId.slice(1) })).toEqual([]);
    await db().app.update({ where: { id }, data: { clientId: "tide1234567890abcdefgh" } });
    expect(await list({ search: "tide1234567890" })).toMatchObject({ total: 1, apps: [{ id }] });
    expect(new Set((await walk({ search: "tide" })).there).size).toBe(appCount);
    await db().app.update({ where: { id }, data: { clientId } });
  });

  it("finds and counts matches beyond the rows that are read in order", async () => {
    const other = await newAccount();
    const actor = await other.as("owner");
    const { appId } = await createApp(actor, { name: "The needle" });
    await pool().query(
      `INSERT INTO "App" ("id", "accountId", "ownerId", "name", "clientId", "secretTokenSealed")
       SELECT $1 || n, "accountId", "ownerId", 'Straw ' || n, $1 || n, '' FROM "App", generate_series(1, 1100) n
        WHERE "id" = $1`,
      [appId],
    );
    const found = await list({ search: "needle" }, actor);
    expect(found).toMatchObject({ total: 1, more: false, next: null, previous: null, apps: [{ id: appId }] });
    expect(await list({ search: "needle", status: "activated" }, actor)).toMatchObject({ total: 0, apps: [] });
    expect(await list({ search: "straw" }, actor)).toMatchObject({ total: 50, more: true });
    expect(await list({}, actor)).toMatchObject({ total: 1000, more: true });
    expect(await list({ search: "needle" })).toMatchObject({ total: 0 });
  });
});

describe("the URL", () => {
  it.each([
    ["a cursor from another order", { sort: "name", after: "abc.x", before: "" }],
    ["an invalid cursor", { after: "../..", owner: "' OR 1=1", status: "gone", sort: "size" }],
    ["a date out of range", { after: "zzzzzzzzzz.x" }],
    ["NUL", { sort: "name", after: "AAAA.x", search: "\0" }],
  ])("with %s still shows a list", async (_case, params) => {
    await expect(list(params as Record<string, string>)).resolves.toHaveProperty("apps");
  });
});

describe("owners", () => {
  it("are the people of the account who have apps, found by name, and no one else", async () => {
    expect((await listAppOwners(owner, "")).map(({ id }) => id).sort()).toEqual(
      [owner.userId, developer.userId].sort(),
    );
    expect(await listAppOwners(owner, "DEVEL")).toEqual([{ id: developer.userId, name: developer.name }]);
    expect(await listAppOwners(owner, "%")).toEqual([]);
    const stranger = await (await newAccount()).as("owner");
    expect(await listAppOwners(stranger, "")).toEqual([]);
    expect(await findAppOwner(stranger, developer.userId)).toBeNull();
    expect(await listAppOwners(await account.as("member"), "")).toEqual([]);
  });
});

it("an app's row leads to the step at which its page would resume", async () => {
  const at = await newAccount();
  const actor = await at.as("owner");
  const { appId } = await createApp(actor, { name: "Resumed" });
  const [row] = (await listApps(actor, appListQuery({}))).apps;
  const app = await findApp(actor, appId);
  expect(row?.step).toBe(app && firstUnfinishedStep(app.steps));
  expect(row?.step).toBe("scopes");
});
