import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { findActor } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { hashInThread } from "@/lib/auth/password-thread";
import { endOwnSession, listSessions, signOutEverywhere } from "@/lib/auth/sessions";
import { tokenDigest } from "@/lib/crypto";
import { db, pool } from "@/lib/database/db";
import { findOpenResetLink, makeResetLink, requestResetLink, resetPassword } from "@/lib/people/password-links";
import { changePassword } from "@/lib/people/passwords";
import { signIn } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";
import { startMailServer } from "@/tests/support/mail-server";
import { useSettings } from "@/tests/support/settings";

const MAIL_FROM = "Patchbay <patchbay@example.com>";
const password = "the first password";
const tokenIn = (link: string) => link.slice(link.lastIndexOf("/") + 1).trim();
const from = (address: string) => ({ address, userAgent: "Firefox/140.0 Linux", device: null });

/** Sets the actor's password and signs them in again, as if from another browser. */
async function withPassword(actor: Actor) {
  await db().user.update({ where: { id: actor.userId }, data: { passwordHash: await hashPassword(password) } });
  const { sessionId, sessionToken } = await signIn({ email: actor.email, password }, from("192.0.2.7"));
  return { other: sessionId, sessionToken };
}

const isOpen = async (sessionId: string) => (await findActor(sessionId, "")) !== null;

const actionsOf = async (accountId: string) =>
  (await db().auditEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } })).map(({ action }) => action);

it("changing a password requires the current one, ends the other sessions and open links, and only the new one works", async () => {
  const account = await newAccount();
  const [owner, actor] = [await account.as("owner"), await account.as("developer")];
  const { other } = await withPassword(actor);
  const { link } = await makeResetLink(owner, { userId: actor.userId });
  const next = "the second password";
  await expect(changePassword(actor, { current: "a guess at it", password: next })).rejects.toMatchObject({
    code: "invalid",
    items: [{ field: "current" }],
  });
  expect(await changePassword(actor, { current: password, password: next })).toEqual({ endedSessions: 1 });
  expect([await isOpen(actor.sessionId), await isOpen(other)]).toEqual([true, false]);
  expect(await findOpenResetLink(tokenIn(link))).toBeNull();
  await expect(signIn({ email: actor.email, password }, from("192.0.2.8"))).rejects.toThrow(/^Wrong email/);
  await signIn({ email: actor.email, password: next }, from("192.0.2.8"));
});

it("guesses at the current password are limited per session, concurrent ones too", async () => {
  const actor = await (await newAccount()).as("developer");
  await withPassword(actor);
  const guesses = Array.from({ length: 20 }, (_, i) =>
    changePassword(actor, { current: `guess ${i}`, password: "another password" }),
  );
  const codes = (await Promise.allSettled(guesses)).map((one) => one.status === "rejected" && one.reason.code);
  expect(codes.filter((code) => code === "invalid")).toHaveLength(5);
  expect(codes.filter((code) => code === "too-many")).toHaveLength(15);
  await expect(changePassword(actor, { current: password, password: "another password" })).rejects.toMatchObject({
    code: "too-many",
  });
  const elsewhere = await findActor((await signIn({ email: actor.email, password }, from("192.0.2.9"))).sessionId, "");
  expect(
    elsewhere && (await changePassword(elsewhere, { current: password, password: "another password" })),
  ).toBeTruthy();
});

it("a password link works once, signs out everywhere, and clears the person's used-up sign-in attempts", async () => {
  const account = await newAccount();
  const [owner, actor] = [await account.as("owner"), await account.as("developer")];
  const { other } = await withPassword(actor);
  for (let i = 0; i < 6; i++)
    await signIn({ email: actor.email, password: "a wrong one" }, from("192.0.2.10")).catch(() => null);
  const first = await makeResetLink(owner, { userId: actor.userId });
  const { link, mail } = await makeResetLink(owner, { userId: actor.userId });
  expect(mail).toBe("off");
  expect(await findOpenResetLink(tokenIn(first.link))).toBeNull();
  const reset = { token: tokenIn(link), password: "set by link" };
  const tries = await Promise.allSettled([resetPassword(reset, "192.0.2.10"), resetPassword(reset, "192.0.2.10")]);
  expect(tries.map((one) => (one.status === "fulfilled" ? "set" : one.reason.code)).sort()).toEqual([
    "link-not-usable",
    "set",
  ]);
  expect([await isOpen(actor.sessionId), await isOpen(other)]).toEqual([false, false]);
  await signIn({ email: actor.email, password: "set by link" }, from("192.0.2.10"));
  expect(await actionsOf(account.accountId)).toEqual(
    expect.arrayContaining(["person.resetLinkCreated", "person.passwordReset"]),
  );
});

it("a password link that has expired, or whose person is deactivated, sets nothing", async () => {
  const account = await newAccount();
  const [owner, actor] = [await account.as("owner"), await account.as("developer")];
  const { link } = await makeResetLink(owner, { userId: actor.userId });
  const reset = { token: tokenIn(link), password: "set by link" };
  await db().user.update({ where: { id: actor.userId }, data: { status: "deactivated" } });
  await expect(resetPassword(reset, "")).rejects.toMatchObject({ code: "link-not-usable" });
  await db().user.update({ where: { id: actor.userId }, data: { status: "active" } });
  await db().passwordReset.updateMany({
    where: { userId: actor.userId },
    data: { expiresAt: new Date(Date.now() - 1000) },
  });
  await expect(resetPassword(reset, "")).rejects.toMatchObject({ code: "link-not-usable" });
  await expect(makeResetLink(owner, { userId: actor.userId })).resolves.toBeTruthy();
});

it("a password link is refused for oneself, for someone with more privileges, in another account, or without Users: Edit", async () => {
  const account = await newAccount();
  const [owner, admin, developer] = [
    await account.as("owner"),
    await account.as("admin"),
    await account.as("developer"),
  ];
  const stranger = await (await newAccount()).as("owner");
  const refused = (actor: Actor, userId: string) => makeResetLink(actor, { userId }).catch(({ code }) => code);
  expect(await refused(admin, owner.userId)).toBe("forbidden");
  expect(await refused(developer, admin.userId)).toBe("forbidden");
  expect(await refused(stranger, admin.userId)).toBe("not-found");
  expect(await refused(owner, owner.userId)).toBe("invalid");
  expect(await db().passwordReset.count({ where: { user: { accountId: account.accountId } } })).toBe(0);
});

it("requesting a link is limited, answers the same for known and unknown addresses, and emails only known ones", async () => {
  const mail = await startMailServer();
  useSettings({ SMTP_URL: mail.url, MAIL_FROM });
  const account = await newAccount();
  const actor = await account.as("developer");
  const unknown = `${randomUUID()}@example.com`;
  const ask = (email: string) => requestResetLink({ email }, `192.0.2.${email === unknown ? 20 : 21}`);
  expect([await ask(actor.email), await ask(unknown)]).toEqual([undefined, undefined]);
  const { text } = await mail.letterTo(actor.email);
  const link = /http\S+\/reset\/\S+/.exec(text)?.[0] ?? "";
  expect(await findOpenResetLink(tokenIn(link))).toMatchObject({ email: actor.email });
  for (const email of [actor.email, unknown]) {
    const more = await Promise.allSettled(Array.from({ length: 10 }, () => ask(email)));
    expect(more.filter((one) => one.status === "fulfilled")).toHaveLength(4);
  }
  expect(mail.lettersTo(unknown)).toEqual([]);
  await mail.stop();
});

it("no link can be requested while email is not configured", async () => {
  await expect(requestResetLink({ email: "ada@example.com" }, "")).rejects.toMatchObject({ code: "forbidden" });
});

it("people see where they are signed in, and can end one or all of their own sessions, and no one else's", async () => {
  const account = await newAccount();
  const [actor, another] = [await account.as("developer"), await account.as("admin")];
  const { other, sessionToken } = await withPassword(actor);
  const sessions = await listSessions(actor);
  expect(sessions.map(({ isThis, address, browser }) => ({ isThis, address, browser }))).toEqual([
    { isThis: true, address: "127.0.0.1", browser: "An unknown browser" },
    { isThis: false, address: "192.0.2.7", browser: "Firefox on Linux" },
  ]);
  expect(JSON.stringify(sessions)).not.toContain(sessionToken);
  const reference = sessions[1]?.reference ?? "";
  await expect(endOwnSession(another, { reference })).rejects.toMatchObject({ code: "not-found" });
  await endOwnSession(actor, { reference });
  expect([await isOpen(other), await isOpen(actor.sessionId)]).toEqual([false, true]);
  await signOutEverywhere(actor);
  expect([await isOpen(actor.sessionId), await isOpen(another.sessionId)]).toEqual([false, true]);
  expect(await actionsOf(account.accountId)).toEqual(
    expect.arrayContaining(["person.sessionEnded", "person.signedOutEverywhere"]),
  );
});

it("the value in a session cookie is not in the database, and the value in the database opens no session", async () => {
  const account = await newAccount();
  const { other, sessionToken } = await withPassword(await account.as("developer"));
  const { rows } = await pool().query<{ row: string }>(`SELECT to_jsonb(s)::text AS row FROM "Session" s`);
  expect(rows.map(({ row }) => row).join()).not.toContain(sessionToken);
  expect(other).toBe(tokenDigest(sessionToken));
  expect([await isOpen(tokenDigest(sessionToken)), await isOpen(tokenDigest(other))]).toEqual([true, false]);
});

it("no password or link is ever in the audit log", async () => {
  const account = await newAccount();
  const [owner, actor] = [await account.as("owner"), await account.as("developer")];
  await withPassword(actor);
  await changePassword(actor, { current: password, password: "the second password" });
  const { link } = await makeResetLink(owner, { userId: actor.userId });
  await resetPassword({ token: tokenIn(link), password: "the third password" }, "");
  const rows = await db().auditEntry.findMany({ where: { accountId: account.accountId } });
  const text = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
  for (const secret of [password, "the second password", "the third password", tokenIn(link)])
    expect(text).not.toContain(secret);
});

it("a password works however its letters are composed, also one that was hashed as it was typed", async () => {
  const actor = await (await newAccount()).as("developer");
  const [composed, decomposed] = ["cr\u00e8me br\u00fbl\u00e9e", "cre\u0300me bru\u0302le\u0301e"];
  const attempt = (text: string) => signIn({ email: actor.email, password: text }, from("192.0.2.9"));
  const setHash = (passwordHash: string) => db().user.update({ where: { id: actor.userId }, data: { passwordHash } });
  await setHash(await hashPassword(decomposed));
  await attempt(composed);
  await attempt(decomposed);
  await setHash(await hashInThread(decomposed));
  await attempt(decomposed);
  await expect(attempt(composed)).rejects.toThrow(/^Wrong email/);
});
