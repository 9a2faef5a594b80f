import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/database/db";
import { housekeep } from "@/lib/housekeeping/housekeeping";
import { flushCounts, noteCall, noteIntrospection, noteRefusal, noteToken, toldPerMinute } from "@/lib/metering/note";
import { removeUnusedScopes } from "@/lib/usage/commands";
import { findUsage, listRefusals } from "@/lib/usage/queries";
import type { Span } from "@/lib/usage/rules";
import { newAccount } from "@/tests/support/actors";
import { makeApp, removeApp, type TestApp } from "@/tests/support/world";

type Account = Awaited<ReturnType<typeof newAccount>>;

let account: Account;
let admin: Actor;
let app: TestApp;

beforeAll(async () => {
  account = await newAccount();
  admin = await account.as("admin");
});

beforeEach(async () => {
  const owner = { ...admin, roleId: account.roleId("admin"), email: "" };
  app = await makeApp(pool(), { owner, scopes: ["user:read:user:admin", "meeting:read:meeting:admin"] });
});

afterEach(() => flushCounts());

const seconds = () => Date.now() / 1000;
const seen = (now = seconds()) => ({ appId: app.appId, now });
const at = (actor: Actor) => findUsage(actor, app.appId, "24h");
const refuse = (reason: string, now = seconds()) =>
  noteRefusal(seen(now), { path: "/oauth/token", reason, address: "192.0.2.7" });
const refusals = async (actor: Actor, before: string | null = null, since = new Date(0)) =>
  listRefusals(actor, { id: app.appId, ownerId: admin.userId, since }, before);
const countRefusals = async () => {
  const { rows } = await pool().query(`SELECT count(*)::int AS n FROM "AppRefusal" WHERE "appId" = $1`, [app.appId]);
  return rows[0].n;
};

describe("what an app does", () => {
  it("is counted by the hour, in one row however often it is written", async () => {
    for (let i = 0; i < 3; i++) noteToken(seen());
    await flushCounts();
    noteToken(seen());
    noteCall(seen(), "user:read:user:admin");
    noteIntrospection(seen(), ["user:read:user:admin", "meeting:read:meeting:admin"]);
    refuse("wrong secret");
    await flushCounts();
    const usage = await at(admin);
    expect(usage?.total).toEqual({ tokens: 4, refusals: 1, calls: 1, introspections: 1 });
    expect(usage?.scopes.map(({ id, uses }) => [id, uses])).toEqual([
      ["meeting:read:meeting:admin", 1],
      ["user:read:user:admin", 2],
    ]);
  });

  it("waits while the app is being changed, blocks no one, and is written afterwards", async () => {
    const other = await pool().connect();
    await other.query("BEGIN");
    await other.query(`SELECT 1 FROM "App" WHERE "id" = $1 FOR UPDATE`, [app.appId]);
    noteCall(seen(), "user:read:user:admin");
    refuse("wrong secret");
    await flushCounts();
    expect((await at(admin))?.total).toMatchObject({ calls: 0, refusals: 0 });
    await other.query("COMMIT");
    other.release();
    await flushCounts();
    expect((await at(admin))?.total).toMatchObject({ calls: 1, refusals: 1 });
    expect((await refusals(admin))?.refusals).toHaveLength(1);
  });

  it("is dropped if the app no longer exists", async () => {
    noteToken({ appId: "gone", now: seconds() });
    await flushCounts();
    const { rows } = await pool().query(`SELECT 1 FROM "UsageHour" WHERE "appId" = 'gone'`);
    expect(rows).toEqual([]);
  });
});

describe("refusals", () => {
  it("are listed newest first, page by page, each with its reason", async () => {
    await pool().query(
      `INSERT INTO "AppRefusal" ("appId", "path", "reason", "address")
       SELECT $1, '/oauth/token', CASE n WHEN 65 THEN 'expired' ELSE 'Number ' || n END, '192.0.2.7' FROM generate_series(41, 65) n`,
      [app.appId],
    );
    const first = await refusals(admin);
    expect(first?.refusals.slice(0, 2).map(({ why }) => why)).toEqual(["The access token has expired.", "Number 64"]);
    const second = await refusals(admin, first?.next);
    expect(second?.refusals.map(({ why }) => why).at(-1)).toBe("Number 41");
    expect([first?.refusals.length, second?.refusals.length, second?.next]).toEqual([20, 5, null]);
  });

  it("are listed for the same span as they are counted for", async () => {
    await pool().query(
      `INSERT INTO "AppRefusal" ("appId", "at", "path", "reason", "address")
       SELECT $1, now() - age, '', age::text, '' FROM unnest('{8 days,2 days}'::interval[]) age`,
      [app.appId],
    );
    const reasonsIn = async (span: Span) => {
      const usage = await findUsage(admin, app.appId, span);
      const listed = usage && (await listRefusals(admin, usage, null));
      return [usage?.wasRefused, listed?.refusals.map(({ why }) => why)];
    };
    expect(await reasonsIn("24h")).toEqual([true, []]);
    expect(await reasonsIn("7d")).toEqual([true, ["2 days"]]);
    expect(await reasonsIn("30d")).toEqual([true, ["2 days", "8 days"]]);
  });

  it("of an app beyond thirty in a minute are only counted", async () => {
    const minute = Math.floor(seconds() / 60) * 60;
    for (let i = 0; i < toldPerMinute + 5; i++) refuse("wrong secret", minute);
    refuse("wrong secret", minute + 60);
    await flushCounts();
    expect(await countRefusals()).toBe(toldPerMinute + 1);
    expect((await at(admin))?.total.refusals).toBeGreaterThanOrEqual(toldPerMinute + 5);
  });

  it("are kept up to the newest thousand per app", async () => {
    await pool().query(
      `INSERT INTO "AppRefusal" ("appId", "path", "reason", "address")
       SELECT $1, '/oauth/token', 'Number ' || n, '' FROM generate_series(1, 1000) n`,
      [app.appId],
    );
    refuse("one more", seconds() + 120);
    refuse("two more", seconds() + 121);
    await flushCounts();
    expect(await countRefusals()).toBe(1000);
    const { rows } = await pool().query(
      `SELECT (SELECT "reason" FROM "AppRefusal" WHERE "appId" = $1 ORDER BY "id" LIMIT 1) AS "oldest",
              (SELECT "reason" FROM "AppRefusal" WHERE "appId" = $1 ORDER BY "id" DESC LIMIT 1) AS "newest"`,
      [app.appId],
    );
    expect(rows).toEqual([{ oldest: "Number 3", newest: "two more" }]);
  });

  it("are deleted after 30 days, hours after 90", async () => {
    await pool().query(
      `INSERT INTO "AppRefusal" ("appId", "at", "path", "reason", "address")
       SELECT $1, now() - age, '', age::text, '' FROM unnest('{30 days 1 minute,29 days}'::interval[]) age`,
      [app.appId],
    );
    await pool().query(
      `INSERT INTO "UsageHour" ("appId", "hour")
       SELECT $1, now() - age FROM unnest('{90 days 1 minute,91 days,89 days}'::interval[]) age`,
      [app.appId],
    );
    const done = await housekeep(new AbortController().signal);
    expect(done).toMatchObject({ "delete refusals": 1, "delete hours of usage": 2 });
    expect((await refusals(admin))?.refusals.map(({ why }) => why)).toEqual(["29 days"]);
  });
});

describe("the page of an app", () => {
  it("requires seeing apps; addresses require being able to edit the app", async () => {
    refuse("wrong secret", seconds() + 600);
    await flushCounts();
    expect((await refusals(admin))?.refusals[0]).toMatchObject({ address: "192.0.2.7" });
    const developer = await account.as("developer");
    expect((await refusals(developer))?.refusals[0]).toMatchObject({ address: null });
    expect(await at(developer)).toMatchObject({ mayEdit: false });
    const member = await account.as("member");
    expect([await at(member), await refusals(member)]).toEqual([null, null]);
  });

  it("shows another account nothing", async () => {
    refuse("wrong secret", seconds() + 1200);
    await flushCounts();
    const stranger = await (await newAccount()).as("owner");
    expect(await at(stranger)).toBeNull();
    expect((await refusals(stranger))?.refusals).toEqual([]);
    expect(await countRefusals()).toBe(1);
  });

  it("is readable, but not editable, while the app is removed", async () => {
    noteToken(seen());
    await flushCounts();
    await removeApp(pool(), app);
    expect(await at(admin)).toMatchObject({ mayEdit: false, total: { tokens: 1 } });
  });
});

describe("unused scopes", () => {
  const age = async (days: number) => {
    await pool().query(`UPDATE "AppScope" SET "addedAt" = now() - make_interval(days => $2) WHERE "appId" = $1`, [
      app.appId,
      days,
    ]);
    await pool().query(
      `INSERT INTO "UsageHour" ("appId", "hour", "tokens") VALUES ($1, date_trunc('hour', now() - interval '40 days'), 1)
       ON CONFLICT DO NOTHING`,
      [app.appId],
    );
  };
  const both = ["meeting:read:meeting:admin", "user:read:user:admin"];
  const left = async () => (await at(admin))?.scopes.map(({ id }) => id);

  it("are removed from the app; one used in the meantime stays", async () => {
    await age(31);
    expect((await at(admin))?.unused).toEqual(both);
    noteCall(seen(), "user:read:user:admin");
    await flushCounts();
    expect(await removeUnusedScopes(admin, { appId: app.appId, scopes: both })).toEqual({ removed: [both[0]] });
    expect(await left()).toEqual([both[1]]);
    const { rows } = await pool().query(`SELECT "action", "before" FROM "AuditEntry" WHERE "appId" = $1`, [app.appId]);
    expect(rows).toEqual([{ action: "app.scopesRemoved", before: { scopes: [both[0]] } }]);
  });

  it("are protected like any removal: for those who may not edit the app, and for an activated app's last scope", async () => {
    await age(31);
    const input = { appId: app.appId, scopes: both };
    await expect(removeUnusedScopes(await account.as("developer"), input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeUnusedScopes(admin, input)).rejects.toMatchObject({ code: "would-break-activation" });
    expect(await left()).toEqual(both);
    await removeUnusedScopes(admin, { ...input, consent: ["would-break-activation"] });
    expect(await left()).toEqual([]);
  });

  it("start over when they are added again", async () => {
    await age(31);
    await changeScopes(admin, { appId: app.appId, add: [], remove: [both[0] ?? ""] });
    await changeScopes(admin, { appId: app.appId, add: [both[0] ?? ""], remove: [] });
    expect((await at(admin))?.unused).toEqual([both[1]]);
  });
});
