import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { activityFilter } from "@/lib/activity/filter";
import { listActivity } from "@/lib/activity/queries";
import { createApp, removeApp } from "@/lib/apps/commands";
import { restoreApp } from "@/lib/apps/restore";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/database/db";
import { reportEvents } from "@/lib/deliveries/publish";
import { housekeep, startHousekeeping } from "@/lib/housekeeping/housekeeping";
import { saveSubscription } from "@/lib/subscriptions/commands";
import { newAccount } from "@/tests/support/actors";
import { subscribe } from "@/tests/support/deliveries";
import { useSettings } from "@/tests/support/settings";
import { makeWorld } from "@/tests/support/world";

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;

beforeAll(async () => {
  account = await newAccount();
  owner = await account.as("owner");
});

const round = () => housekeep(new AbortController().signal);

async function removed(ago: string): Promise<string> {
  const { appId } = await createApp(owner, { name: "Reports" });
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  const subscription = { name: "", url: "https://example.com/hook", eventIds: ["meeting.started"] };
  await saveSubscription(owner, { appId, ...subscription, edited: null });
  await removeApp(owner, { appId, typedName: "Reports" });
  await pool().query(`UPDATE "App" SET "removedAt" = now() - $2::interval WHERE "id" = $1`, [appId, ago]);
  return appId;
}

const isThere = async (appId: string) => (await db().app.count({ where: { id: appId } })) === 1;

describe("removed apps", () => {
  it("are purged after 30 days with everything that belongs to them, and not before", async () => {
    const [old, young] = [await removed("30 days 1 second"), await removed("29 days 23 hours 59 minutes")];
    expect(await round()).toMatchObject({ "purge removed apps": 1 });
    expect([await isThere(old), await isThere(young)]).toEqual([false, true]);
    for (const table of ["AppSecret", "AppGrant", "AppScope", "Subscription"]) {
      const { rowCount } = await pool().query(`SELECT 1 FROM "${table}" WHERE "appId" = $1`, [old]);
      expect(rowCount, table).toBe(0);
    }
    expect(await round()).toMatchObject({ "purge removed apps": 0 });
    await restoreApp(owner, { appId: young });
  });

  it("leave their audit entries, and one that says Patchbay itself purged them", async () => {
    const appId = await removed("31 days");
    await round();
    const [last, ...before] = await db().auditEntry.findMany({ where: { appId }, orderBy: { id: "desc" } });
    expect(last).toMatchObject({
      action: "app.purged",
      accountId: account.accountId,
      actorId: null,
      actorName: "Patchbay",
      targetName: "Reports",
    });
    expect(before.at(-1)).toMatchObject({ action: "app.created", actorId: owner.userId });
    const shown = (await listActivity(owner, activityFilter({}), null))?.acts[0]?.cause;
    expect(shown).toMatchObject({ words: "purged the removed app", targetId: appId, isAppThere: false });
  });

  it("are purged however many there are, even if one of them is locked for a moment", async () => {
    const { appId } = await createApp(owner, { name: "Many" });
    await pool().query(
      `INSERT INTO "App" ("id", "accountId", "ownerId", "name", "clientId", "secretTokenSealed", "removedAt")
       SELECT $1 || n, "accountId", "ownerId", 'Many', $1 || n, '', now() - interval '31 days'
         FROM "App", generate_series(1, 120) n WHERE "id" = $1`,
      [appId],
    );
    const other = await pool().connect();
    await other.query("BEGIN");
    await other.query(`SELECT 1 FROM "App" WHERE "id" = $1 || '1' FOR UPDATE`, [appId]);
    expect(await round()).toMatchObject({ "purge removed apps": 119 });
    await other.query("COMMIT");
    other.release();
    expect(await round()).toMatchObject({ "purge removed apps": 1 });
    expect(await isThere(appId)).toBe(true);
  });
});

describe("old data", () => {
  afterEach(() => pool().query(`DELETE FROM "SetUpLink"; DELETE FROM "Throttle"; DELETE FROM "RevokedToken"`));

  const days = (n: number) => `now() + interval '${n} days'`;

  it("is deleted 90 days after it ended or expired, whichever came first: sessions", async () => {
    const insert = (id: string, expires: string, ended: string) =>
      pool().query(
        `INSERT INTO "Session" ("id", "userId", "address", "userAgent", "expiresAt", "endedAt") VALUES ($1, $2, '', '', ${expires}, ${ended})`,
        [id, owner.userId],
      );
    await insert("open", days(1), "NULL");
    await insert("ended-lately", days(1), days(-89));
    await insert("ended-long-ago", days(1), days(-91));
    await insert("expired-lately", days(-89), "NULL");
    await insert("expired-long-ago", days(-91), "NULL");
    expect(await round()).toMatchObject({ "delete ended sessions": 2 });
    const left = await db().session.findMany({ where: { userId: owner.userId }, select: { id: true } });
    expect(left.map(({ id }) => id).sort()).toEqual([owner.sessionId, "open", "ended-lately", "expired-lately"].sort());
  });

  it("is deleted 90 days after it was used or expired: set-up links, password resets, invitations", async () => {
    const values = `('used', ${days(1)}, ${days(-91)}), ('expired', ${days(-91)}, NULL), ('open', ${days(-89)}, NULL)`;
    await pool().query(`INSERT INTO "SetUpLink" ("tokenDigest", "expiresAt", "usedAt") VALUES ${values}`);
    await pool().query(
      `INSERT INTO "PasswordReset" ("tokenDigest", "userId", "expiresAt", "usedAt")
       SELECT v.a, $1, v.b, v.c FROM (VALUES ('used', ${days(1)}, ${days(-91)}), ('open', ${days(-89)}, NULL)) AS v(a, b, c)`,
      [owner.userId],
    );
    await pool().query(
      `INSERT INTO "Invitation" ("id", "accountId", "email", "roleId", "invitedById", "tokenDigest", "expiresAt", "acceptedAt", "revokedAt")
       SELECT v.a, $1, 'ann@example.com', $2, $3, v.a, v.b, v.c, v.d
         FROM (VALUES ('accepted', ${days(1)}, ${days(-91)}, NULL), ('revoked', ${days(1)}, NULL, ${days(-91)}), ('open', ${days(-89)}, NULL, NULL)) AS v(a, b, c, d)`,
      [account.accountId, account.roleId("member"), owner.userId],
    );
    expect(await round()).toMatchObject({
      "delete set-up links": 2,
      "delete password resets": 1,
      "delete invitations": 2,
    });
    expect(await db().invitation.findMany({ select: { id: true } })).toEqual([{ id: "open" }]);
  });

  it("is deleted 90 days after it ended: client secrets, notices, requests for scopes, transfers", async () => {
    const { app, account, admin } = await makeWorld(pool());
    const ends = `(VALUES ('-old', ${days(-91)}), ('-lately', ${days(-89)}), ('-open', NULL)) AS v("tag", "at")`;
    const insert = (columns: string, values: string) =>
      pool().query(`INSERT INTO ${columns} SELECT $1 || v."tag", $1, ${values}, v."at" FROM ${ends}`, [app.appId]);
    await insert(`"AppSecret" ("id", "appId", "digest", "sealed", "expiresAt")`, "'', ''");
    await insert(`"Notice" ("id", "appId", "kind", "message", "closedAt")`, "'', ''");
    const by = `'${account.accountId}', '${admin.userId}'`;
    await insert(
      `"ScopeRequest" ("id", "appId", "accountId", "askedById", "scopeId", "closedAt")`,
      `${by}, 'user:read:user:admin'`,
    );
    await insert(
      `"OwnershipTransfer" ("id", "appId", "accountId", "toId", "startedById", "startedBy", "expiresAt", "state", "endedAt")`,
      `${by}, '', '', now(), CASE WHEN v."at" IS NULL THEN 'pending' ELSE 'declined' END::"TransferState"`,
    );
    expect(await round()).toMatchObject({
      "delete ended secrets": 1,
      "delete closed notices": 1,
      "delete answered requests": 1,
      "delete ended transfers": 1,
    });
    expect(await db().notice.count({ where: { appId: app.appId } })).toBe(2);
  });

  it("is deleted an hour after it expired: revocations and counted attempts", async () => {
    await pool().query(
      `INSERT INTO "RevokedToken" ("jti", "expiresAt") VALUES ('old', now() - interval '61 minutes'), ('new', now() - interval '59 minutes')`,
    );
    await pool().query(
      `INSERT INTO "Throttle" ("key", "expire")
       SELECT v.a, extract(epoch FROM now() - v.b) * 1000
         FROM (VALUES ('old', interval '61 minutes'), ('new', interval '59 minutes')) AS v(a, b)`,
    );
    await pool().query(`INSERT INTO "Throttle" ("key", "expire") VALUES ('for good', NULL)`);
    expect(await round()).toMatchObject({ "forget revocations": 1, "forget failed attempts": 1 });
    expect(await db().throttle.count()).toBe(2);
  });
});

describe("deliveries", () => {
  // Other tests on this database may have left some that are due too.
  beforeEach(() => pool().query(`TRUNCATE "Delivery", "ReportedEvent" CASCADE`));

  it("are deleted with their attempts 30 days after they ended, and reported events with their last delivery", async () => {
    const w = await makeWorld(pool());
    const subscription = await subscribe(pool(), w.app);
    const make = async (id: string, days: number, state: string) => {
      await reportEvents(w.account.accountId, [{ event: "user.updated", payload: {}, id }]);
      await pool().query(
        `UPDATE "Delivery" SET "state" = $2::"DeliveryState", "createdAt" = now() - $3::interval,
                "endedAt" = CASE WHEN $2 <> 'pending' THEN now() - $3::interval END WHERE "reportId" = $1`,
        [id, state, `${days} days 1 minute`],
      );
      await pool().query(`UPDATE "ReportedEvent" SET "reportedAt" = now() - interval '31 days' WHERE "id" = $1`, [id]);
    };
    await make("old", 30, "delivered");
    await make("young", 29, "delivered");
    await make("waits", 30, "pending");
    await pool().query(
      `INSERT INTO "DeliveryAttempt" ("deliveryId", "number", "startedAt", "url", "requestHeaders", "timings")
       SELECT "id", 1, now(), '', '{}', '{}' FROM "Delivery"`,
    );
    expect(await round()).toMatchObject({ "delete deliveries": 1, "delete reported events": 1 });
    const left = await db().delivery.findMany({ where: { subscriptionId: subscription }, include: { attempts: true } });
    expect(left.map(({ reportId, attempts }) => [reportId, attempts.length]).sort()).toEqual([
      ["waits", 1],
      ["young", 1],
    ]);
    const events = await db().reportedEvent.findMany({
      where: { accountId: w.account.accountId },
      select: { id: true },
    });
    expect(events.map(({ id }) => id).sort()).toEqual(["waits", "young"]);
  });

  it("are kept for as long as the setting says", async () => {
    useSettings({ DELIVERY_RETENTION_DAYS: "7" });
    const w = await makeWorld(pool());
    const { accountId } = w.account;
    for (const days of [6, 8]) {
      await reportEvents(accountId, [{ event: "user.updated", payload: {}, id: `${days}` }]);
      await pool().query(`UPDATE "ReportedEvent" SET "reportedAt" = now() - $2::interval WHERE "id" = $1`, [
        `${days}`,
        `${days} days`,
      ]);
    }
    await round();
    expect(await db().reportedEvent.findMany({ where: { accountId }, select: { id: true } })).toEqual([{ id: "6" }]);
  });
});

describe("a round", () => {
  it("is run by one server per database at a time", async () => {
    const other = await pool().connect();
    await other.query("SELECT pg_advisory_lock(7201, 3)");
    expect(await round()).toBeNull();
    await other.query("SELECT pg_advisory_unlock(7201, 3)");
    other.release();
    expect(await round()).not.toBeNull();
    expect(await round()).not.toBeNull();
  });

  it("starts nothing more once it is told to stop", async () => {
    const appId = await removed("31 days");
    expect(await housekeep(AbortSignal.abort())).toEqual({});
    expect(await isThere(appId)).toBe(true);
    await expect(startHousekeeping()()).resolves.toBeUndefined();
  });
});
