import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Actor, findActor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { postLetters } from "@/lib/mail/outbox";
import { confirmIdentity, declineIdentity, listIdentityRequests } from "@/lib/people/identity-requests";
import { signInThroughProvider } from "@/lib/sign-in/provider-sign-in";
import { newAccount } from "@/tests/support/actors";
import { type MailServer, startMailServer } from "@/tests/support/mail-server";
import { useSettings } from "@/tests/support/settings";

const iss = "https://id.example.com";
const origin = { address: "192.0.2.9", userAgent: "test" };

let mail: MailServer;
let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let person: Actor;
let subject: string;

beforeEach(async () => {
  mail = await startMailServer();
  useSettings({ SMTP_URL: mail.url, MAIL_FROM: "Patchbay <patchbay@example.com>" });
  account = await newAccount();
  [owner, person, subject] = [await account.as("owner"), await account.as("developer"), randomUUID()];
  await come(randomUUID());
});

afterEach(() => mail.stop());

const come = (sub: string) =>
  signInThroughProvider({ iss, sub, email: person.email, email_verified: true, name: "Ida Anew" }, origin);

const requestId = async () => (await listIdentityRequests(owner))[0]?.id ?? "";

it("a second subject from the same issuer with a person's address is held back, reported to the owners once, and linked to no one", async () => {
  const results = await Promise.all([come(subject), come(subject)]);
  expect([...results, await come(subject)]).toEqual(Array(3).fill({ refused: "owner-must-confirm" }));
  expect(await listIdentityRequests(owner)).toMatchObject([
    { issuer: iss, subject, email: person.email, name: "Ida Anew", address: "192.0.2.9", user: { id: person.userId } },
  ]);
  expect(await db().identity.count({ where: { userId: person.userId } })).toBe(1);
  expect(await findActor(person.sessionId, "")).not.toBeNull();
  await postLetters();
  expect(mail.lettersTo(owner.email).filter(({ subject: about }) => about.includes("confirmation"))).toHaveLength(1);
});

it("of two new subjects that arrive first at once, one becomes the person and the other waits", async () => {
  const other = await account.as("developer");
  const claims = { iss, email: other.email, email_verified: true as const };
  const results = await Promise.all(
    [randomUUID(), randomUUID()].map((sub) => signInThroughProvider({ ...claims, sub }, origin)),
  );
  expect(results.filter((one) => "sessionId" in one)).toHaveLength(1);
  expect(results.filter((one) => "refused" in one && one.refused === "owner-must-confirm")).toHaveLength(1);
});

it("a confirmed sign-in belongs to the person from then on, and the confirmation is in the audit log", async () => {
  await come(subject);
  await confirmIdentity(owner, { requestId: await requestId() });
  const result = await come(subject);
  const actor = "sessionId" in result ? await findActor(result.sessionId, "") : null;
  expect(actor?.userId).toBe(person.userId);
  expect(await listIdentityRequests(owner)).toEqual([]);
  const where = { targetId: person.userId, action: { in: ["person.identityRequested", "person.identityConfirmed"] } };
  expect(await db().auditEntry.findMany({ where, orderBy: { id: "asc" } })).toMatchObject([
    { actorId: null, after: { subject } },
    { actorId: owner.userId, after: { subject } },
  ]);
});

it("a declined sign-in is refused for a week, then may be requested again", async () => {
  await come(subject);
  await declineIdentity(owner, { requestId: await requestId() });
  expect(await come(subject)).toEqual({ refused: "owner-declined" });
  expect(await listIdentityRequests(owner)).toEqual([]);
  await db().identityRequest.updateMany({
    where: { subject },
    data: { declinedAt: new Date(Date.now() - 8 * 86_400_000) },
  });
  expect(await come(subject)).toEqual({ refused: "owner-must-confirm" });
});

it("only an owner of the account sees and answers it, once, and only while the person has that address", async () => {
  await come(subject);
  const id = await requestId();
  const [admin, stranger] = [await account.as("admin"), await (await newAccount()).as("owner")];
  expect([await listIdentityRequests(admin), await listIdentityRequests(stranger)]).toEqual([[], []]);
  await expect(confirmIdentity(admin, { requestId: id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(confirmIdentity(stranger, { requestId: id })).rejects.toMatchObject({ code: "not-found" });
  await db().user.update({ where: { id: person.userId }, data: { email: `${randomUUID()}@example.com` } });
  await expect(confirmIdentity(owner, { requestId: id })).rejects.toMatchObject({ code: "not-found" });
  await db().user.update({ where: { id: person.userId }, data: { email: person.email } });
  const answers = await Promise.allSettled([
    confirmIdentity(owner, { requestId: id }),
    declineIdentity(owner, { requestId: id }),
  ]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
