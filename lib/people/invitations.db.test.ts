import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { db } from "@/lib/database/db";
import { findOpenInvitation, invite } from "@/lib/people/invitations";
import { newAccount } from "@/tests/support/actors";
import { type MailServer, startMailServer } from "@/tests/support/mail-server";
import { useSettings } from "@/tests/support/settings";

const MAIL_FROM = "Patchbay <patchbay@example.com>";
let mail: MailServer;

beforeEach(async () => {
  mail = await startMailServer();
  useSettings({ SMTP_URL: mail.url, MAIL_FROM });
});

afterEach(() => mail.stop());

it("an invitation is emailed to the invited person with its own link that no one else is shown", async () => {
  const account = await newAccount();
  const owner = await account.as("owner");
  const email = `${randomUUID()}@example.com`;
  const made = await invite(owner, { email, roleId: account.roleId("developer") });
  expect(made.mail).toBe("sent");
  const letter = await mail.letterTo(email);
  expect(letter.text).not.toContain(made.link);
  const mailed = /\/join\/(\S+)/.exec(letter.text)?.[1] ?? "";
  expect(await findOpenInvitation(mailed)).toMatchObject({ email });
  expect(letter.subject).toContain(owner.accountName);
});

it("an unreachable mail server doesn't undo the invitation: its link is shown and works", async () => {
  const account = await newAccount();
  await mail.stop();
  const email = `${randomUUID()}@example.com`;
  const made = await invite(await account.as("owner"), { email, roleId: account.roleId("developer") });
  expect(made.mail).toBe("failed");
  expect(await findOpenInvitation(made.link.slice(made.link.lastIndexOf("/") + 1))).toMatchObject({ email });
});

it("a refused invitation is not emailed", async () => {
  const account = await newAccount();
  const email = `${randomUUID()}@example.com`;
  const input = { email, roleId: account.roleId("owner") };
  await expect(invite(await account.as("admin"), input)).rejects.toMatchObject({ code: "forbidden" });
  expect(mail.lettersTo(email)).toEqual([]);
  expect(await db().invitation.count({ where: { email } })).toBe(0);
});
