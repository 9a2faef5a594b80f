import { beforeEach, describe, expect, it } from "vitest";
import { activateApp, createApp } from "@/lib/apps/commands";
import { regenerateClientSecret } from "@/lib/apps/credentials";
import { findApp } from "@/lib/apps/queries";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { acceptTransfer, cancelTransfer, declineTransfer, startTransfer, takeOver } from "@/lib/ownership/commands";
import { findOwnership, listIncomingTransfers, previewTransfer } from "@/lib/ownership/queries";
import { newAccount } from "@/tests/support/actors";

const userLevel = "user:read:user";
const adminLevel = "meeting:read:meeting:admin";

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let admin: Actor;
let developer: Actor;
let appId: string;

beforeEach(async () => {
  account = await newAccount();
  [owner, admin, developer] = [await account.as("owner"), await account.as("admin"), await account.as("developer")];
  ({ appId } = await createApp(admin, { name: "Reporting" }));
  await changeScopes(admin, { appId, add: [userLevel, adminLevel], remove: [] });
  await activateApp(admin, { appId });
});

const appNow = () =>
  db().app.findUniqueOrThrow({
    where: { id: appId },
    select: {
      state: true,
      ownerId: true,
      scopes: { select: { scopeId: true } },
      secrets: { orderBy: { createdAt: "asc" } },
      scopeLosses: true,
    },
  });
const heldNow = async () => (await appNow()).scopes.map((one) => one.scopeId).sort();
const none = { overlap: "now" as const, givesUp: [] };

describe("a transfer", () => {
  it("changes nothing until it is accepted, then keeps every scope the new owner's role grants", async () => {
    await startTransfer(admin, { appId, toId: owner.userId });
    expect(await appNow()).toMatchObject({ ownerId: admin.userId });
    expect(await listIncomingTransfers(owner)).toMatchObject([{ app: { id: appId } }]);
    await acceptTransfer(owner, { appId, ...none });
    expect(await appNow()).toMatchObject({ ownerId: owner.userId, state: "activated", scopeLosses: [] });
    expect(await heldNow()).toEqual([adminLevel, userLevel]);
    expect(await listIncomingTransfers(owner)).toEqual([]);
  });

  it("rotates the client secret; the previous one stays usable as long as the new owner chose", async () => {
    await startTransfer(admin, { appId, toId: owner.userId });
    const before = Date.now();
    await acceptTransfer(owner, { appId, overlap: "day", givesUp: [] });
    const [old, fresh] = (await appNow()).secrets;
    expect(fresh?.expiresAt).toBeNull();
    expect(old?.expiresAt?.getTime()).toBeGreaterThan(before + 23 * 3_600_000);
  });

  it("of an app with five usable secrets expires the oldest immediately, warns beforehand, and leaves five", async () => {
    for (let made = 0; made < 4; made++) await regenerateClientSecret(admin, { appId, oldEnd: "month" });
    await startTransfer(admin, { appId, toId: owner.userId });
    expect((await findOwnership(owner, appId))?.isCrowded).toBe(true);
    const before = (await appNow()).secrets;
    await acceptTransfer(owner, { appId, overlap: "month", givesUp: [] });
    const after = (await findApp(owner, appId))?.secrets.map(({ id }) => id) ?? [];
    expect(after).toHaveLength(5);
    expect(after.slice(1)).toEqual(
      before
        .slice(1)
        .map(({ id }) => id)
        .reverse(),
    );
    const revoked = { action: "app.secretRevoked", before: { made: before[0]?.createdAt.toISOString() } };
    expect(await db().auditEntry.findMany({ where: { appId, action: revoked.action } })).toMatchObject([revoked]);
  });

  it("of an app with four usable secrets keeps the oldest for the overlap", async () => {
    for (let made = 0; made < 3; made++) await regenerateClientSecret(admin, { appId, oldEnd: "month" });
    expect((await findOwnership(owner, appId))?.isCrowded).toBe(false);
    await takeOver(owner, { appId, overlap: "month", givesUp: [] });
    expect((await findApp(owner, appId))?.secrets).toHaveLength(5);
  });

  it("to someone with fewer rights requires agreeing to exactly the scopes that will be removed", async () => {
    await startTransfer(admin, { appId, toId: developer.userId });
    expect(await previewTransfer(admin, { appId, toId: developer.userId })).toMatchObject({ lost: [adminLevel] });
    await expect(acceptTransfer(developer, { appId, ...none })).rejects.toMatchObject({ code: "would-lose-scopes" });
    await expect(acceptTransfer(developer, { appId, overlap: "now", givesUp: [userLevel] })).rejects.toMatchObject({
      code: "effect-changed",
    });
    await acceptTransfer(developer, { appId, overlap: "now", givesUp: [adminLevel] });
    expect(await heldNow()).toEqual([userLevel]);
    expect((await appNow()).scopeLosses).toMatchObject([{ chosen: [adminLevel] }]);
  });

  it("can't be accepted by someone whose role may not own apps", async () => {
    const member = await account.as("member");
    await startTransfer(admin, { appId, toId: member.userId });
    expect((await findOwnership(member, appId))?.underNewOwner?.whyNot).toContain("S2S apps: Edit");
    await expect(
      acceptTransfer(member, { appId, overlap: "now", givesUp: [userLevel, adminLevel] }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("can be started and cancelled only by the app's owner or an account owner, and answered only by the new owner", async () => {
    await expect(startTransfer(developer, { appId, toId: developer.userId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const otherAdmin = await account.as("admin");
    await expect(startTransfer(otherAdmin, { appId, toId: owner.userId })).rejects.toMatchObject({ code: "forbidden" });
    await startTransfer(owner, { appId, toId: developer.userId });
    await expect(startTransfer(owner, { appId, toId: otherAdmin.userId })).rejects.toMatchObject({ code: "invalid" });
    await expect(acceptTransfer(otherAdmin, { appId, ...none })).rejects.toMatchObject({ code: "forbidden" });
    await expect(declineTransfer(owner, { appId })).rejects.toMatchObject({ code: "forbidden" });
    await declineTransfer(developer, { appId });
    await startTransfer(admin, { appId, toId: developer.userId });
    await cancelTransfer(admin, { appId });
    await expect(acceptTransfer(developer, { appId, ...none })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("expires after 30 days, and another one can be started", async () => {
    await startTransfer(admin, { appId, toId: owner.userId });
    await db().$executeRaw`UPDATE "OwnershipTransfer" SET "expiresAt" = now() WHERE "appId" = ${appId}`;
    await expect(acceptTransfer(owner, { appId, ...none })).rejects.toMatchObject({ code: "not-found" });
    expect(await listIncomingTransfers(owner)).toEqual([]);
    await startTransfer(admin, { appId, toId: developer.userId });
    expect(await listIncomingTransfers(developer)).toHaveLength(1);
  });

  it("never leads out of the account", async () => {
    const stranger = await (await newAccount()).as("owner");
    await expect(startTransfer(admin, { appId, toId: stranger.userId })).rejects.toMatchObject({ code: "not-found" });
    await expect(takeOver(stranger, { appId, ...none })).rejects.toMatchObject({ code: "not-found" });
    expect(await findOwnership(stranger, appId)).toBeNull();
  });
});

describe("an account owner", () => {
  it("takes over an app immediately, which cancels a pending transfer", async () => {
    await startTransfer(admin, { appId, toId: developer.userId });
    await expect(takeOver(admin, { appId, ...none })).rejects.toMatchObject({ code: "forbidden" });
    await takeOver(owner, { appId, ...none });
    expect(await appNow()).toMatchObject({ ownerId: owner.userId, state: "activated" });
    expect(await listIncomingTransfers(developer)).toEqual([]);
  });
});
