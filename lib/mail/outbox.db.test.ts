import { afterEach, beforeEach, expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/database/db";
import { postLetters } from "@/lib/mail/outbox";
import { acceptTransfer, declineTransfer, startTransfer } from "@/lib/ownership/commands";
import { changeRole } from "@/lib/people/commands";
import { previewRoleChange } from "@/lib/people/previews";
import { newAccount } from "@/tests/support/actors";
import { type MailServer, startMailServer } from "@/tests/support/mail-server";
import { useSettings } from "@/tests/support/settings";

const MAIL_FROM = "Patchbay <patchbay@example.com>";
let mail: MailServer;
let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let admin: Actor;
let appId: string;

beforeEach(async () => {
  mail = await startMailServer();
  useSettings({ SMTP_URL: mail.url, MAIL_FROM });
  await db().letter.deleteMany();
  account = await newAccount();
  [owner, admin] = [await account.as("owner"), await account.as("admin")];
  ({ appId } = await createApp(admin, { name: "Reporting" }));
  await changeScopes(admin, { appId, add: ["meeting:read:meeting:admin"], remove: [] });
});

afterEach(() => mail.stop());

const emailOf = async ({ userId }: Actor) =>
  (await db().user.findUniqueOrThrow({ where: { id: userId } })).email ?? "no address";

async function makeMember(): Promise<void> {
  const change = { userId: admin.userId, roleId: account.roleId("member") };
  await changeRole(owner, { ...change, seen: (await previewRoleChange(owner, change)).seen });
}

it("a change of role that removes scopes emails the app owner who changed what, and which apps lost scopes", async () => {
  await makeMember();
  await postLetters();
  const letter = await mail.letterTo(await emailOf(admin));
  expect(letter.text).toContain(`${owner.name} changed ${admin.name}’s role from Admin to Member.`);
  expect(letter.text).toContain("1 scope was removed from 1 app you own.");
  expect(letter.text).toContain("Reporting");
});

it("a transfer emails the person offered the app, and the previous owner how it ended", async () => {
  await startTransfer(admin, { appId, toId: owner.userId });
  await declineTransfer(owner, { appId });
  await startTransfer(admin, { appId, toId: owner.userId });
  await acceptTransfer(owner, { appId, overlap: "now", givesUp: [] });
  await postLetters();
  expect(mail.lettersTo(await emailOf(owner)).map(({ text }) => text)).toEqual([
    expect.stringContaining(`/apps/${appId}/ownership`),
    expect.stringContaining(`/apps/${appId}/ownership`),
  ]);
  const told = mail.lettersTo(await emailOf(admin)).map(({ text }) => text);
  expect(told.some((text) => text.includes("declined to become the owner"))).toBe(true);
  expect(told.some((text) => text.includes("transferred the app to"))).toBe(true);
});

it("a refused action sends no email", async () => {
  const change = { userId: admin.userId, roleId: account.roleId("member") };
  await expect(changeRole(owner, { ...change, seen: "something else" })).rejects.toMatchObject({
    code: "effect-changed",
  });
  expect(await db().letter.count()).toBe(0);
});

it("an email is sent once, however many servers send", async () => {
  await makeMember();
  const posted = await Promise.all([postLetters(), postLetters(), postLetters()]);
  expect(posted.sort()).toEqual([0, 0, 1]);
  expect(mail.lettersTo(await emailOf(admin))).toHaveLength(1);
});

it("an account's email goes out in the first batch, however many of another account's were queued before it", async () => {
  const other = await newAccount();
  const letter = { subject: "Told", text: "Told" };
  await db().letter.createMany({
    data: Array.from({ length: 100 }, (_, n) => ({
      id: `${account.accountId}-${n}`,
      to: account.ownerEmail,
      ...letter,
    })),
  });
  await db().letter.create({ data: { id: other.accountId, to: other.ownerEmail, ...letter } });
  await postLetters();
  expect(mail.lettersTo(other.ownerEmail)).toHaveLength(1);
  expect(mail.lettersTo(account.ownerEmail).length).toBeGreaterThan(1);
});

it("an email the mail server rejects waits, and is dropped after ten attempts", async () => {
  const away = await startMailServer({ refuses: true });
  useSettings({ SMTP_URL: away.url, MAIL_FROM });
  await makeMember();
  expect(await postLetters()).toBe(0);
  expect(await postLetters()).toBe(0);
  expect(await db().letter.findFirstOrThrow()).toMatchObject({ attempts: 1 });
  await pool().query(`UPDATE "Letter" SET "attempts" = 9, "dueAt" = now()`);
  expect(await postLetters()).toBe(0);
  expect(await db().letter.count()).toBe(0);
  await away.stop();
});

it("without a mail server no email is queued", async () => {
  useSettings({});
  await makeMember();
  expect(await db().letter.count()).toBe(0);
});
