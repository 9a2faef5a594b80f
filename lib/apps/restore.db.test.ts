import { beforeAll, describe, expect, it } from "vitest";
import { activityFilter } from "@/lib/activity/filter";
import { listActivity } from "@/lib/activity/queries";
import { activateApp, createApp, removeApp } from "@/lib/apps/commands";
import { findApp } from "@/lib/apps/queries";
import { restoreApp } from "@/lib/apps/restore";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { listApps } from "@/lib/condition/list";
import { appListQuery } from "@/lib/condition/list-query";
import { db, pool } from "@/lib/database/db";
import { introspection, issueTokenForApp } from "@/lib/tokens/commands";
import { findLiveToken } from "@/lib/tokens/live-token";
import { newAccount } from "@/tests/support/actors";

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;

beforeAll(async () => {
  account = await newAccount();
  owner = await account.as("owner");
});

async function activated(): Promise<string> {
  const { appId } = await createApp(owner, { name: "Reports" });
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  await activateApp(owner, { appId });
  return appId;
}

const remove = (appId: string) => removeApp(owner, { appId, typedName: "Reports" });
const removedSince = (appId: string, days: string) =>
  pool().query(`UPDATE "App" SET "removedAt" = now() - $2::interval WHERE "id" = $1`, [appId, days]);
const removedApps = async () => (await listApps(owner, appListQuery({ removed: "true" }))).apps;
const ask = async (token: string) => introspection(await findLiveToken(token), account);
const auditOf = async (appId: string) =>
  (await db().auditEntry.findMany({ where: { appId }, orderBy: { id: "asc" } })).map((entry) => entry.action);

describe("a restored app", () => {
  it("comes back deactivated, with its scopes and credentials; its old tokens don't work once it is activated", async () => {
    const appId = await activated();
    const { accessToken } = await issueTokenForApp(appId);
    expect(await ask(accessToken)).toMatchObject({ active: true });
    await remove(appId);
    await restoreApp(owner, { appId });
    const restored = await findApp(owner, appId);
    expect(restored).toMatchObject({ state: "deactivated", scopes: [{ id: "user:read:user:admin" }] });
    expect(restored?.secrets).toHaveLength(1);
    expect(await ask(accessToken)).toEqual({ active: false });
    await activateApp(owner, { appId });
    expect(await ask(accessToken)).toEqual({ active: false });
    const { accessToken: next } = await issueTokenForApp(appId);
    expect(await ask(next)).toMatchObject({ active: true });
    expect((await auditOf(appId)).slice(-3)).toEqual(["app.removed", "app.restored", "app.activated"]);
  });

  it("is a draft if it was never activated; restoring it twice changes nothing", async () => {
    const { appId } = await createApp(owner, { name: "Reports" });
    await remove(appId);
    await restoreApp(owner, { appId });
    await restoreApp(owner, { appId });
    expect(await findApp(owner, appId)).toMatchObject({ state: "draft" });
    expect(await auditOf(appId)).toEqual(["app.created", "app.removed", "app.restored"]);
  });

  it("can be restored only by people who may edit it, and not after 30 days", async () => {
    const appId = await activated();
    await remove(appId);
    const stranger = await (await newAccount()).as("owner");
    await expect(restoreApp(stranger, { appId })).rejects.toMatchObject({ code: "not-found" });
    await expect(restoreApp(await account.as("developer"), { appId })).rejects.toMatchObject({ code: "forbidden" });
    await removedSince(appId, "30 days");
    await expect(restoreApp(owner, { appId })).rejects.toMatchObject({ code: "not-found" });
    await removedSince(appId, "29 days 23 hours");
    await restoreApp(await account.as("admin"), { appId });
    expect(await findApp(owner, appId)).toMatchObject({ state: "deactivated" });
  });
});

describe("the removed apps", () => {
  it("are listed newest first, with the days left, until they are due for the purge", async () => {
    const [first, second, old] = [await activated(), await activated(), await activated()];
    for (const appId of [first, second, old]) await remove(appId);
    await removedSince(first, "12 days 1 hour");
    await removedSince(old, "30 days 1 minute");
    const apps = await removedApps();
    expect(apps.map(({ id }) => id)).toEqual([second, first]);
    expect(apps.map(({ removal }) => removal?.purgedInDays)).toEqual([30, 18]);
    expect((await listApps(owner, appListQuery({}))).apps.map(({ id }) => id)).not.toContain(first);
  });

  it("can be searched, filtered by owner, and paged forward and back", async () => {
    const developer = await account.as("developer");
    const { appId } = await createApp(developer, { name: "Lantern" });
    await removeApp(developer, { appId, typedName: "Lantern" });
    const shown = async (params: Record<string, string>) =>
      listApps(owner, appListQuery({ removed: "true", ...params }));
    expect((await shown({ search: "ANTE" })).apps.map(({ id }) => id)).toEqual([appId]);
    expect((await shown({ owner: developer.userId })).apps.map(({ id }) => id)).toEqual([appId]);
    expect((await shown({ search: "nothing" })).total).toBe(0);
    for (let n = 0; n < 30; n++) {
      const next = await createApp(developer, { name: "Pile" });
      await removeApp(developer, { appId: next.appId, typedName: "Pile" });
    }
    const first = await shown({ search: "Pile" });
    const last = await shown({ search: "Pile", after: first.next ?? "" });
    expect([first.apps.length, last.apps.length, first.total]).toEqual([25, 5, 30]);
    expect((await shown({ search: "Pile", before: last.previous ?? "" })).apps).toEqual(first.apps);
  });

  it("keep their activity, without dead links", async () => {
    const appId = await activated();
    await remove(appId);
    const activity = await listActivity(owner, activityFilter({ app: appId }), null);
    const ofApp = activity?.acts.map((act) => act.cause) ?? [];
    expect(ofApp.map((entry) => entry.words)).toEqual([
      "removed the app",
      "activated the app",
      "added scopes to",
      "created the app",
    ]);
    expect(ofApp.some((entry) => entry.isAppThere)).toBe(false);
  });
});
