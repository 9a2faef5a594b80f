import * as z from "zod";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db, type Transaction } from "@/lib/database/db";
import { exclusively } from "@/lib/database/transaction";
import { signInToConfirmLetter } from "@/lib/mail/letters";
import { lockedActor, lockPeopleToChange } from "@/lib/people/locked-people";
import { tellAccountOwners } from "@/lib/people/tell-account";
import { Refusal } from "@/lib/refusal";
import type { Holder } from "@/lib/rights/permissions";
import { mayConfirmSignIns } from "@/lib/rights/rules";
import { idInput } from "@/lib/text/inputs";

// An identity provider may reassign an email address to another person. So a second subject from the same issuer with a
// person's email address is held back until an account owner confirms that it is the same person.

/** How long a declined subject may not ask again. */
const declinedDays = 7;

type Vouched = { issuer: string; subject: string; email: string; name: string };

/**
 * Holds back a sign-in under a new subject, in the caller's transaction, which has locked the person. Emails the
 * account owners unless a request is already open.
 */
export async function askOwners(
  tx: Transaction,
  person: { id: string; name: string; accountId: string },
  vouched: Vouched,
  address: string,
): Promise<"owner-must-confirm" | "owner-declined"> {
  const { issuer, subject, email } = vouched;
  const now = await databaseNow(tx);
  const before = await tx.identityRequest.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { id: true, userId: true, declinedAt: true },
  });
  if (before?.userId === person.id) {
    if (!before.declinedAt) return "owner-must-confirm";
    if (now.getTime() - before.declinedAt.getTime() < declinedDays * 86_400_000) return "owner-declined";
  }
  const { id: userId, accountId, name: personName } = person;
  await tx.identityRequest.deleteMany({ where: { issuer, subject } });
  await tx.identityRequest.create({
    data: { id: randomId(), accountId, userId, ...vouched, address, askedAt: now },
  });
  await record(tx, { userId: null, name: "Patchbay", accountId, address }, randomId(), [
    { action: "person.identityRequested", target: { id: userId, name: personName }, after: { issuer, subject } },
  ]);
  const link = `${config().baseUrl}/people`;
  await tellAccountOwners(tx, accountId, signInToConfirmLetter({ personName, email, issuer, link }));
  return "owner-must-confirm";
}

/** The sign-ins that wait for an account owner, oldest first, at most 100. Empty for anyone but an owner. */
export async function listIdentityRequests(actor: Actor) {
  if (!mayConfirmSignIns(actor)) return [];
  return db().identityRequest.findMany({
    where: { accountId: actor.accountId, declinedAt: null },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: 100,
    select: {
      id: true,
      issuer: true,
      subject: true,
      email: true,
      name: true,
      address: true,
      askedAt: true,
      user: { select: { id: true, name: true } },
    },
  });
}

export type IdentityRequest = Awaited<ReturnType<typeof listIdentityRequests>>[number];

export const identityRequestInput = z.object({ requestId: idInput });

/**
 * Lets the person sign in under the new subject from now on.
 * @throws Refusal `forbidden`, `not-found` (already answered, or the person's email address has changed)
 */
export async function confirmIdentity(actor: Actor, input: { requestId: string }): Promise<void> {
  await answer(actor, input, async (tx, { id, issuer, subject, userId }) => {
    await tx.identityRequest.delete({ where: { id } });
    await tx.identity.createMany({ data: { issuer, subject, userId }, skipDuplicates: true });
    return "person.identityConfirmed";
  });
}

/**
 * Refuses the new subject; it may ask again after a week.
 * @throws Refusal `forbidden`, `not-found`
 */
export async function declineIdentity(actor: Actor, input: { requestId: string }): Promise<void> {
  await answer(actor, input, async (tx, { id }) => {
    await tx.identityRequest.update({ where: { id }, data: { declinedAt: await databaseNow(tx) } });
    return "person.identityDeclined";
  });
}

type Request = { id: string; issuer: string; subject: string; userId: string };
type Answer = (tx: Transaction, request: Request) => Promise<"person.identityConfirmed" | "person.identityDeclined">;

async function answer(actor: Actor, { requestId }: { requestId: string }, give: Answer): Promise<void> {
  refuseOthers(actor);
  await exclusively(actor.accountId, async (tx) => {
    const request = await tx.identityRequest.findUnique({
      where: { id: requestId, accountId: actor.accountId, declinedAt: null },
      select: { id: true, issuer: true, subject: true, userId: true, email: true },
    });
    if (!request) throw answered();
    const people = await lockPeopleToChange(tx, actor.accountId, {
      userIds: [actor.userId, request.userId],
      roleIds: [],
    });
    refuseOthers(lockedActor(people, actor));
    const person = people.get(request.userId);
    if (person?.email !== request.email) throw answered();
    const action = await give(tx, request);
    const { issuer, subject } = request;
    const target = { id: request.userId, name: person.name };
    await record(tx, actor, randomId(), [{ action, target, after: { issuer, subject } }]);
  });
}

const answered = () =>
  new Refusal("not-found", "This sign-in was already answered, or the person has another email address now.");

function refuseOthers(person: Holder): void {
  if (mayConfirmSignIns(person)) return;
  throw new Refusal("forbidden", "Only an account owner can confirm a new sign-in.");
}
