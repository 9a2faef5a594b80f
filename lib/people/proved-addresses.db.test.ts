import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import { type Actor, findActor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { postLetters } from "@/lib/mail/outbox";
import { deactivatePerson } from "@/lib/people/commands";
import { findOpenInvitation, invite, inviteOwner } from "@/lib/people/invitations";
import { join } from "@/lib/people/join";
import { makeResetLink, requestResetLink, resetPassword } from "@/lib/people/password-links";
import { listPeople } from "@/lib/people/queries";
import { signInThroughProvider } from "@/lib/sign-in/provider-sign-in";
import { signIn } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";
import { joinByShownLink, joinPassword, mailedToken, newAddress, tokenIn } from "@/tests/support/joining";
import { type MailServer, startMailServer } from "@/tests/support/mail-server";
import { useSettings } from "@/tests/support/settings";

// An email address belongs to one person: whoever proves it. Here account "evil" invites an address that isn't theirs
// and accepts the invitation itself, with the link it was shown.

type Account = Awaited<ReturnType<typeof newAccount>>;

const origin = { address: "192.0.2.1", userAgent: "test" };
const iss = "https://id.example.com";

let mail: MailServer;
let evil: Account;
let acme: Account;
let evilOwner: Actor;
let acmeOwner: Actor;
let email: string;

beforeEach(async () => {
  mail = await startMailServer();
  useSettings({ SMTP_URL: mail.url, MAIL_FROM: "Patchbay <patchbay@example.com>" });
  [evil, acme, email] = [await newAccount(), await newAccount(), newAddress()];
  [evilOwner, acmeOwner] = [await evil.as("owner"), await acme.as("owner")];
});

afterEach(() => mail.stop());

const personOf = (address: string) => db().user.findUnique({ where: { email: address } });
const formerOf = (address: string) => db().user.findFirstOrThrow({ where: { formerEmail: address, email: null } });
const squat = (kind: "developer" | "admin" = "developer") => joinByShownLink(evilOwner, email, evil.roleId(kind));
const password = (address: string) => signIn({ email: address, password: joinPassword }, { ...origin, device: null });
const throughProvider = (address: string, sub: string = address) =>
  signInThroughProvider({ iss, sub, email: address, email_verified: true, name: "Cecily Chief" }, origin);

/** Joins with the link that was only emailed. */
async function joinByMail(inviter: Actor, roleId: string): Promise<void> {
  await invite(inviter, { email, roleId });
  await join({ token: await mailedToken(mail, email), name: "Cecily Chief", password: "another ship" }, origin.address);
}

describe("an address counts as proved", () => {
  it("through the emailed link or the provider, not through the link that was shown", async () => {
    await squat();
    expect(await personOf(email)).toMatchObject({ emailVerifiedAt: null });
    const other = newAddress();
    const { link } = await invite(acmeOwner, { email: other, roleId: acme.roleId("member") });
    const mailed = await mailedToken(mail, other);
    expect(mailed).not.toBe(tokenIn(link));
    await join({ token: mailed, name: "Mo Mailed", password: joinPassword }, "");
    expect((await personOf(other))?.emailVerifiedAt).not.toBeNull();
    const third = newAddress();
    await invite(acmeOwner, { email: third, roleId: acme.roleId("member") });
    await throughProvider(third);
    expect((await personOf(third))?.emailVerifiedAt).not.toBeNull();
  });

  it("through a password link that was only emailed, not through one that was shown", async () => {
    await squat();
    const { id: userId } = await db().user.findUniqueOrThrow({ where: { email } });
    const { link } = await makeResetLink(evilOwner, { userId });
    await resetPassword({ token: tokenIn(link), password: joinPassword }, "");
    expect(await personOf(email)).toMatchObject({ emailVerifiedAt: null });
    await requestResetLink({ email }, "192.0.2.77");
    await expect
      .poll(() => mail.lettersTo(email).filter(({ text }) => text.includes("asked for a new password")).length)
      .toBe(1);
    await resetPassword({ token: await mailedToken(mail, email, "reset"), password: joinPassword }, "");
    expect((await personOf(email))?.emailVerifiedAt).not.toBeNull();
  });

  it("when a person known by their subject signs in with their own address, not with another one", async () => {
    const person = await acme.as("developer");
    await throughProvider(person.email);
    await db().user.update({ where: { id: person.userId }, data: { emailVerifiedAt: null } });
    await throughProvider(newAddress(), person.email);
    expect(await personOf(person.email)).toMatchObject({ emailVerifiedAt: null });
    await throughProvider(person.email);
    expect((await personOf(person.email))?.emailVerifiedAt).not.toBeNull();
  });
});

describe("someone who holds an address without proof", () => {
  it("loses it when it is proved at the provider, with password, sessions, browsers and links; their account is informed", async () => {
    await squat("admin");
    const { sessionId } = await password(email);
    const before = await personOf(email);
    const squatter = await findActor(sessionId, "");
    const made = squatter && (await invite(squatter, { email: newAddress(), roleId: evil.roleId("member") }));
    expect(await throughProvider(email)).toEqual({ refused: "not-invited" });
    const after = await formerOf(email);
    expect(after).toMatchObject({ id: before?.id, accountId: evil.accountId, passwordHash: null, status: "active" });
    expect(after.devicesId).not.toBe(before?.devicesId);
    expect(await findActor(sessionId, "")).toBeNull();
    await expect(password(email)).rejects.toMatchObject({ code: "invalid" });
    expect(await findOpenInvitation(tokenIn(made?.link ?? ""))).toBeNull();
    const entry = await db().auditEntry.findFirst({ where: { targetId: after.id, action: "person.addressLost" } });
    expect(entry).toMatchObject({ accountId: evil.accountId, actorId: null, before: { email } });
    await postLetters();
    expect((await mail.letterTo(evilOwner.email)).subject).toContain("lost their email address");
    expect((await listPeople(evilOwner)).find(({ id }) => id === after.id)).toMatchObject({
      email: null,
      formerEmail: email,
      mayReset: false,
    });
  });

  it("loses it when someone accepts an emailed invitation to another account, and that person joins that account", async () => {
    await squat();
    await joinByMail(acmeOwner, acme.roleId("admin"));
    expect(await personOf(email)).toMatchObject({ accountId: acme.accountId, name: "Cecily Chief" });
    expect(await formerOf(email)).toMatchObject({ accountId: evil.accountId });
  });

  it("doesn't keep the address's owner out of the account that invites them: the provider leads there", async () => {
    await squat();
    await invite(acmeOwner, { email, roleId: acme.roleId("owner") });
    const result = await throughProvider(email);
    const actor = "sessionId" in result ? await findActor(result.sessionId, "") : null;
    expect(actor).toMatchObject({ accountId: acme.accountId, roleKind: "owner" });
  });

  it("loses it even if deactivated, and can't keep it by signing in at the same moment", async () => {
    await squat();
    const { id: userId } = await db().user.findUniqueOrThrow({ where: { email } });
    await deactivatePerson(evilOwner, { userId });
    await throughProvider(email);
    expect(await formerOf(email)).toMatchObject({ id: userId });
    for (let round = 0; round < 3; round++) {
      email = newAddress();
      await squat();
      await Promise.allSettled([password(email), throughProvider(email), password(email), throughProvider(email)]);
      const { id } = await formerOf(email);
      expect(await db().session.count({ where: { userId: id, endedAt: null } })).toBe(0);
    }
  });
});

describe("someone who proved an address", () => {
  it("keeps it: neither link from another account takes it, and the inviter sees no difference", async () => {
    const person = await acme.as("developer");
    email = person.email;
    const taken = await invite(evilOwner, { email, roleId: evil.roleId("member") });
    const free = await invite(evilOwner, { email: newAddress(), roleId: evil.roleId("member") });
    expect({ ...taken, link: "" }).toEqual({ ...free, link: "" });
    for (const token of [tokenIn(taken.link), await mailedToken(mail, email)]) {
      expect(await findOpenInvitation(token)).toMatchObject({ email });
      const joining = join({ token, name: "Eve", password: joinPassword }, "");
      await expect(joining).rejects.toMatchObject({ code: "email-taken" });
    }
    expect(await personOf(email)).toMatchObject({ id: person.userId });
  });

  it("is one person, however many invitations to the address are accepted at once", async () => {
    await squat();
    await invite(acmeOwner, { email, roleId: acme.roleId("member") });
    const token = await mailedToken(mail, email);
    const third = await newAccount();
    const { link } = await invite(await third.as("owner"), { email, roleId: third.roleId("member") });
    const mailed = await mailedToken(mail, email);
    const as = { name: "Cecily", password: joinPassword };
    await Promise.allSettled([token, mailed, token, tokenIn(link)].map((one) => join({ token: one, ...as }, "")));
    expect((await personOf(email))?.emailVerifiedAt).not.toBeNull();
    expect(await db().user.count({ where: { formerEmail: email, email: null } })).toBe(1);
  });
});

describe("inviting again an address that a person of the account lost", () => {
  it("brings the same person back, with the invitation's role and their apps, once accepted with proof", async () => {
    await squat("admin");
    const squatter = await findActor((await password(email)).sessionId, "");
    const { appId } = squatter ? await createApp(squatter, { name: "Reporting" }) : { appId: "" };
    expect(await throughProvider(email)).toEqual({ refused: "not-invited" });
    const { id } = await formerOf(email);
    await invite(evilOwner, { email, roleId: evil.roleId("developer") });
    const result = await throughProvider(email);
    const actor = "sessionId" in result ? await findActor(result.sessionId, "") : null;
    expect(actor).toMatchObject({ userId: id, roleKind: "developer", email, name: "Cecily Chief" });
    expect(await db().app.findUnique({ where: { id: appId } })).toMatchObject({ ownerId: id });
    expect(await db().user.findUnique({ where: { id } })).toMatchObject({ formerEmail: null, addressLostAt: null });
  });

  it("makes a new person if accepted without proof, or if the inviter may not manage the old one", async () => {
    await squat();
    await throughProvider(email);
    const { id } = await formerOf(email);
    await joinByShownLink(evilOwner, email, evil.roleId("member"));
    expect((await personOf(email))?.id).not.toBe(id);
    email = newAddress();
    await joinByShownLink(evilOwner, email, evil.roleId("owner"));
    await throughProvider(email);
    const former = await formerOf(email);
    await joinByMail(await evil.as("admin"), evil.roleId("member"));
    expect((await personOf(email))?.id).not.toBe(former.id);
    expect(await db().user.findUnique({ where: { id: former.id } })).toMatchObject({ roleId: evil.roleId("owner") });
  });

  it("works while the person still has it: they prove it and remain the same person", async () => {
    await squat();
    const before = await personOf(email);
    await joinByMail(evilOwner, evil.roleId("developer"));
    const after = await personOf(email);
    expect(after).toMatchObject({ id: before?.id, name: "Cecily Chief" });
    expect(after?.emailVerifiedAt).not.toBeNull();
    await expect(password(email)).rejects.toMatchObject({ code: "invalid" });
  });
});

it("an account whose only owner lost their address gets them back through the operator's invitation", async () => {
  const { accountId, ownerEmail } = await newAccount();
  const { id } = await db().user.findUniqueOrThrow({ where: { email: ownerEmail } });
  expect(await throughProvider(ownerEmail)).toEqual({ refused: "not-invited" });
  await inviteOwner(accountId, ownerEmail);
  const result = await throughProvider(ownerEmail);
  const actor = "sessionId" in result ? await findActor(result.sessionId, "") : null;
  expect(actor).toMatchObject({ userId: id, accountId, roleKind: "owner" });
});

it("the database itself refuses a password for a person without an email address", async () => {
  const person = await acme.as("developer");
  await expect(db().user.update({ where: { id: person.userId }, data: { email: null } })).rejects.toThrow();
});
