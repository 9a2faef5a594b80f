import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { activateApp, createApp } from "@/lib/apps/commands";
import type { Consent } from "@/lib/apps/consent";
import { regenerateClientSecret, revealClientSecret } from "@/lib/apps/credentials";
import { findApp } from "@/lib/apps/queries";
import { changeScopes } from "@/lib/apps/scope-commands";
import { endClientSecret } from "@/lib/apps/secret-ends";
import type { Actor } from "@/lib/auth/actor";
import type { SecretEnd } from "@/lib/credentials/secret-end";
import { databaseNow } from "@/lib/database/clock";
import { db, pool } from "@/lib/database/db";
import { remindOfSecretEnds } from "@/lib/housekeeping/remind-of-secret-ends";
import { newAccount } from "@/tests/support/actors";
import { useSettings } from "@/tests/support/settings";

let owner: Actor;
let appId: string;

beforeAll(async () => {
  owner = await (await newAccount()).as("owner");
});

beforeEach(async () => {
  ({ appId } = await createApp(owner, { name: "Reports" }));
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
});

const secrets = async () => (await findApp(owner, appId))?.secrets ?? [];
const regenerate = (oldEnd: SecretEnd) => regenerateClientSecret(owner, { appId, oldEnd });
const end = (secretId: string, when: SecretEnd | null, consent: Consent = []) =>
  endClientSecret(owner, { appId, secretId, end: when, consent });
const newest = async () => (await secrets())[0]?.id ?? "";
const oldest = async () => (await secrets()).at(-1)?.id ?? "";
const lastAudit = () => db().auditEntry.findFirstOrThrow({ where: { appId }, orderBy: { id: "desc" } });
const inDays = async (days: number) => new Date((await databaseNow()).getTime() + days * 86_400_000);

describe("a new client secret", () => {
  it("leaves the previous one usable until the chosen time, by the database's clock", async () => {
    const first = await newest();
    const made = await regenerate("day");
    const [current, old] = await secrets();
    expect(current).toMatchObject({ expiresAt: null });
    expect(old?.id).toBe(first);
    const untilMs = Number(old?.expiresAt) - Number(await inDays(1));
    expect(Math.abs(untilMs)).toBeLessThan(60_000);
    expect(await revealClientSecret(owner, { appId })).toEqual(made);
    expect(await lastAudit()).toMatchObject({ action: "app.secretRevealed" });
  });

  it("does not extend secrets that expire earlier", async () => {
    await regenerate("hour");
    const [, before] = await secrets();
    await regenerate("month");
    expect((await secrets()).at(-1)?.expiresAt).toEqual(before?.expiresAt);
  });

  it("is refused next to five usable ones, unless those expire immediately", async () => {
    for (let made = 0; made < 4; made++) await regenerate("month");
    expect(await secrets()).toHaveLength(5);
    await expect(regenerate("hour")).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("At most 5"),
    });
    await regenerate("now");
    expect(await secrets()).toHaveLength(1);
  });

  it("can't keep the old one for more than 30 days, or expire it in the past", async () => {
    for (const days of [-0.001, 30.001]) {
      const refused = regenerate((await inDays(days)).toISOString());
      await expect(refused).rejects.toMatchObject({ code: "invalid", items: [{ field: "end" }] });
    }
    await regenerate((await inDays(29)).toISOString());
    expect(await secrets()).toHaveLength(2);
  });
});

describe("a secret's expiry", () => {
  it("can be changed, removed and immediate; each is audited, without the secret", async () => {
    await regenerate("day");
    const old = await oldest();
    await end(old, "week");
    expect(await lastAudit()).toMatchObject({ action: "app.secretEndChanged", after: { ends: expect.any(String) } });
    await end(old, null);
    expect(await lastAudit()).toMatchObject({ action: "app.secretEndChanged", after: { ends: "never" } });
    expect((await secrets()).map(({ expiresAt }) => expiresAt)).toEqual([null, null]);
    await end(old, "now");
    expect(await lastAudit()).toMatchObject({ action: "app.secretRevoked" });
    expect((await secrets()).map(({ id }) => id)).not.toContain(old);
    await expect(end(old, null)).rejects.toMatchObject({ code: "not-found" });
  });

  it("needs confirmation for the last usable one, even if others expire before it", async () => {
    await regenerate("day");
    await expect(end(await newest(), "week")).rejects.toMatchObject({ code: "last-credential" });
    await end(await newest(), "hour", ["last-credential"]);
    await expect(end(await oldest(), "now")).rejects.toMatchObject({ code: "last-credential" });
    await end(await oldest(), "now", ["last-credential"]);
    await end(await newest(), "now", ["last-credential"]);
    expect(await secrets()).toEqual([]);
    await expect(revealClientSecret(owner, { appId })).rejects.toMatchObject({ code: "incomplete" });
    await regenerate("now");
    expect(await secrets()).toHaveLength(1);
  });

  it("is refused if it takes an activated app's last credential, unless the app is deactivated too", async () => {
    await activateApp(owner, { appId });
    await expect(end(await newest(), "now")).rejects.toMatchObject({ code: "would-break-activation" });
    await expect(end(await newest(), "now", ["last-credential"])).rejects.toMatchObject({
      code: "would-break-activation",
    });
    await end(await newest(), "now", ["would-break-activation"]);
    expect(await findApp(owner, appId)).toMatchObject({ state: "deactivated", secrets: [] });
  });
});

describe("reminders of an expiry", () => {
  const remind = () => remindOfSecretEnds(new AbortController().signal);
  const notices = () => db().notice.findMany({ where: { appId, closedAt: null }, select: { message: true } });
  const letters = () => db().letter.findMany({ where: { to: owner.email } });
  const bringNearer = (days: number) =>
    pool().query(
      `UPDATE "AppSecret" SET "expiresAt" = "expiresAt" - make_interval(secs => $2::float8 * 86400)
       WHERE "appId" = $1 AND "expiresAt" IS NOT NULL`,
      [appId, days],
    );

  it("come 14, 7 and 1 days ahead, once each, as one notice and an email to the owner", async () => {
    useSettings({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "patchbay@example.com" });
    await db().letter.deleteMany();
    await regenerate("month");
    expect(await remind()).toBe(0);
    for (const [i, days] of [16.5, 7, 6].entries()) {
      await bringNearer(days);
      expect([await remind(), await remind()]).toEqual([1, 0]);
      expect(await notices()).toHaveLength(1);
      expect(await letters()).toHaveLength(i + 1);
    }
    expect((await notices())[0]?.message).toMatch(/created on .* UTC expires on .* UTC\. It was never used\./);
    expect((await letters())[0]?.text).toContain(`/apps/${appId}/credentials`);
  });

  it("don't come if they were already due when the expiry was set; later ones do", async () => {
    await regenerate("week");
    expect(await remind()).toBe(0);
    await bringNearer(6.5);
    expect(await remind()).toBe(1);
  });

  it("are withdrawn with the expiry, and start over with a new one", async () => {
    await regenerate("month");
    await bringNearer(17);
    expect(await remind()).toBe(1);
    await end(await oldest(), null);
    expect([await remind(), await notices()]).toEqual([0, []]);
    await end(await oldest(), "month");
    await bringNearer(17);
    expect(await remind()).toBe(1);
    await regenerate("now");
    expect(await notices()).toEqual([]);
  });

  it("don't come for secrets of a removed app", async () => {
    await regenerate("month");
    await bringNearer(17);
    await pool().query(`UPDATE "App" SET "removedAt" = now() WHERE "id" = $1`, [appId]);
    expect(await remind()).toBe(0);
  });
});
