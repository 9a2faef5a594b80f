import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findActor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { findOpenInvitation, invite } from "@/lib/people/invitations";
import { joinAs, signInThroughProvider, type Vouched } from "@/lib/sign-in/provider-sign-in";
import { signIn } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";

const iss = "https://id.example.com";
const origin = { address: "192.0.2.1", userAgent: "test" };
const claimsOf = (email: string) => ({
  iss,
  sub: randomUUID(),
  email,
  email_verified: true as const,
  name: "Ida Provider",
});

it("a person is recognized by their verified address the first time, and by their subject from then on", async () => {
  const account = await newAccount();
  const person = await account.as("developer");
  const claims = claimsOf(person.email.toUpperCase());
  const first = await signInThroughProvider(claims, origin);
  const later = await signInThroughProvider({ iss, sub: claims.sub, email: "moved@example.com" }, origin);
  for (const result of [first, later]) {
    const actor = "sessionId" in result ? await findActor(result.sessionId, "") : null;
    expect(actor?.userId).toBe(person.userId);
  }
  const entries = await db().auditEntry.findMany({ where: { actorId: person.userId }, orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual(["person.identityLinked", "person.signedIn", "person.signedIn"]);
  expect(entries[1]?.after).toEqual({ through: "id.example.com" });
});

it("the same subject at another provider is another person", async () => {
  const person = await (await newAccount()).as("developer");
  const claims = claimsOf(person.email);
  await signInThroughProvider(claims, origin);
  const foreign = {
    iss: "https://other.example.com",
    sub: claims.sub,
    email: `${randomUUID()}@example.com`,
    email_verified: true as const,
  };
  expect(await signInThroughProvider(foreign, origin)).toEqual({ refused: "not-invited" });
});

it("an address that the provider has not verified links no one", async () => {
  const person = await (await newAccount()).as("owner");
  const { email_verified: _, ...claims } = claimsOf(person.email);
  expect(await signInThroughProvider(claims, origin)).toEqual({ refused: "email-not-verified" });
  expect(await db().identity.count({ where: { userId: person.userId } })).toBe(0);
});

it("an open invitation for the verified address is accepted, with its role and without a password", async () => {
  const account = await newAccount();
  const email = `${randomUUID()}@example.com`;
  const { link } = await invite(await account.as("owner"), { email, roleId: account.roleId("developer") });
  const result = await signInThroughProvider(claimsOf(email), origin);
  const actor = "sessionId" in result ? await findActor(result.sessionId, "") : null;
  expect(actor).toMatchObject({ accountId: account.accountId, roleKind: "developer", name: "Ida Provider", email });
  expect(await findOpenInvitation(link.slice(link.lastIndexOf("/") + 1))).toBeNull();
  await expect(signIn({ email, password: "" }, { ...origin, device: null })).rejects.toMatchObject({ code: "invalid" });
  await expect(signIn({ email, password: "long enough" }, { ...origin, device: null })).rejects.toMatchObject({
    code: "invalid",
  });
});

it("no one can register by themselves, and a revoked or expired invitation admits no one", async () => {
  const account = await newAccount();
  const email = `${randomUUID()}@example.com`;
  expect(await signInThroughProvider(claimsOf(email), origin)).toEqual({ refused: "not-invited" });
  await invite(await account.as("owner"), { email, roleId: account.roleId("developer") });
  for (const ended of [{ revokedAt: new Date() }, { revokedAt: null, expiresAt: new Date(Date.now() - 1000) }]) {
    await db().invitation.updateMany({ where: { email }, data: ended });
    expect(await signInThroughProvider(claimsOf(email), origin)).toEqual({ refused: "not-invited" });
  }
  expect(await db().user.count({ where: { email } })).toBe(0);
});

it("a deactivated person is refused, whether already linked to the provider or not", async () => {
  const person = await (await newAccount()).as("developer");
  const claims = claimsOf(person.email);
  await signInThroughProvider(claims, origin);
  await db().user.update({ where: { id: person.userId }, data: { status: "deactivated" } });
  for (const one of [claims, claimsOf(person.email)]) {
    expect(await signInThroughProvider(one, origin)).toEqual({ refused: "deactivated" });
  }
  expect(await db().identityRequest.count({ where: { userId: person.userId } })).toBe(0);
});

it("two simultaneous first sign-ins both succeed, as one person", async () => {
  const account = await newAccount();
  const person = await account.as("developer");
  const claims = claimsOf(person.email);
  const results = await Promise.all([1, 2, 3].map(() => signInThroughProvider(claims, origin)));
  expect(results.every((result) => "sessionId" in result)).toBe(true);
  expect(await db().identity.count({ where: { userId: person.userId } })).toBe(1);
});

it("two simultaneous first sign-ins with an invitation both succeed, as one person", async () => {
  const account = await newAccount();
  const email = `${randomUUID()}@example.com`;
  await invite(await account.as("owner"), { email, roleId: account.roleId("developer") });
  const claims = claimsOf(email);
  const results = await Promise.all([1, 2, 3].map(() => signInThroughProvider(claims, origin)));
  expect(results.map((result) => "sessionId" in result)).toEqual([true, true, true]);
  expect(await db().user.count({ where: { email } })).toBe(1);
});

describe("an address invited by several accounts", () => {
  async function invitedTwice() {
    const email = `${randomUUID()}@example.com`;
    const accounts = [await newAccount(), await newAccount()] as const;
    for (const one of accounts) await invite(await one.as("owner"), { email, roleId: one.roleId("developer") });
    const ids = await Promise.all(
      accounts.map(async ({ accountId }) => (await db().invitation.findFirstOrThrow({ where: { accountId } })).id),
    );
    const result = await signInThroughProvider(claimsOf(email), origin);
    const vouched = "choose" in result ? result.choose : null;
    return { email, accounts, ids, vouched: vouched as Vouched };
  }

  it("joins the account that is chosen and no other; nothing is guessed before the choice", async () => {
    const { email, accounts, ids, vouched } = await invitedTwice();
    expect(vouched).toMatchObject({ email, issuer: iss, name: "Ida Provider" });
    expect(await db().user.count({ where: { email } })).toBe(0);
    const result = await joinAs(vouched, ids[0] ?? "", origin);
    const actor = "sessionId" in result ? await findActor(result.sessionId, "") : null;
    expect(actor).toMatchObject({ accountId: accounts[0].accountId, email });
    await expect(joinAs(vouched, ids[1] ?? "", origin)).rejects.toMatchObject({ code: "link-not-usable" });
  });

  it("joins only through invitations for that address, and through one of two simultaneous choices", async () => {
    const { vouched, ids } = await invitedTwice();
    const foreign = await invitedTwice();
    await expect(joinAs(vouched, foreign.ids[0] ?? "", origin)).rejects.toMatchObject({ code: "link-not-usable" });
    const both = await Promise.allSettled(ids.map((id) => joinAs(vouched, id, origin)));
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
