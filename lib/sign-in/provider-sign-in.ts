import { record } from "@/lib/audit/record";
import { randomId } from "@/lib/crypto";
import { db, type Transaction } from "@/lib/database/db";
import { type ExclusiveTransaction, exclusively, transaction, WorldChanged } from "@/lib/database/transaction";
import { askOwners } from "@/lib/people/identity-requests";
import { accountsInviting, listInvitationsOf } from "@/lib/people/invitations";
import { acceptInvitation, accountOfHolder, usedColumns } from "@/lib/people/join";
import { lockPeopleToChange } from "@/lib/people/locked-people";
import { loseAddress } from "@/lib/people/lose-address";
import { nameIn } from "@/lib/people/rules";
import { markVerified } from "@/lib/people/verified";
import { Refusal } from "@/lib/refusal";
import type { Claims } from "@/lib/sign-in/claims";
import type { ProviderRefusal } from "@/lib/sign-in/provider-refusals";
import { type NewSession, openSession } from "@/lib/sign-in/sign-in";
import { emailInput } from "@/lib/text/inputs";
import { personNameInput } from "@/lib/text/names";

type Person = { id: string; name: string; email: string; accountId: string };
type Origin = { address: string; userAgent: string };

/** A subject of an issuer, with the email address the provider verified. */
export type Vouched = { issuer: string; subject: string; email: string; name: string };

type Found = { person: Person } | { refused: ProviderRefusal } | { choose: Vouched };

export type ProviderOutcome =
  | (NewSession & { email: string })
  | { refused: ProviderRefusal }
  /** Several accounts invite the address: the person chooses the one to join ({@link joinAs}). */
  | { choose: Vouched };

/**
 * Opens a session for someone the identity provider vouches for. On their first sign-in they are recognized by the
 * verified email address: it links them to the active person who proved that address, or accepts its one open
 * invitation. A person who holds the address without proof loses it. Everyone else is refused, and another subject from
 * the same issuer gets in only after an account owner confirms it.
 */
export async function signInThroughProvider(claims: Claims, origin: Origin): Promise<ProviderOutcome> {
  const find = () => findOrAdmit(claims, origin.address);
  // On a first sign-in in two tabs at once, one finds the invitation already used by the other; on a second look the
  // person is known.
  const found = await find().catch((error) => (isUsed(error) ? find().catch(notInvited) : Promise.reject(error)));
  return enter(found, claims.iss, origin);
}

const isUsed = (error: unknown): boolean =>
  error instanceof Refusal && (error.code === "link-not-usable" || error.code === "email-taken");

function notInvited(error: unknown): Found {
  if (isUsed(error)) return { refused: "not-invited" };
  throw error;
}

/**
 * Accepts one of several open invitations for the email address the provider vouched for, and opens a session.
 * @throws Refusal `link-not-usable` (the invitation has ended, or they have joined elsewhere in the meantime),
 * `email-taken`
 */
export async function joinAs(vouched: Vouched, invitationId: string, origin: Origin): Promise<ProviderOutcome> {
  const { issuer, subject, email } = vouched;
  const person = await exclusively(await accountsFor(email), async (tx) => {
    const [known, open] = [await knownAs(vouched, tx), await listInvitationsOf(email, tx)];
    const isOpen = open.some(({ id }) => id === invitationId);
    if (known || !isOpen) {
      throw new Refusal("link-not-usable", "This invitation can no longer be used. Sign in again.");
    }
    const joined = await acceptVouched(tx, vouched, invitationId, origin.address);
    await link(tx, joined, { issuer, subject }, origin.address);
    return joined;
  });
  return enter({ person }, issuer, origin);
}

async function enter(found: Found, issuer: string, origin: Origin): Promise<ProviderOutcome> {
  if (!("person" in found)) return found;
  const session = await openSession(found.person, origin, new URL(issuer).host);
  return session === null ? { refused: "failed" } : { ...session, email: found.person.email };
}

/** Someone known by their subject signs in without a lock, so no edit can keep them out. */
async function findOrAdmit(claims: Claims, address: string): Promise<Found> {
  const email = emailInput.safeParse(claims.email);
  const verified = email.success && claims.email_verified ? email.data : null;
  const subject = { issuer: claims.iss, subject: claims.sub };
  const known = await knownAs(subject);
  if (known) return transaction((tx) => asKnown(tx, known, verified, address));
  if (verified === null) return { refused: "email-not-verified" };
  const given = personNameInput.safeParse(claims.name);
  const vouched = { ...subject, email: verified, name: given.success ? given.data : nameIn(verified) };
  return exclusively(await accountsFor(verified), (tx) => admit(tx, vouched, address));
}

/** The accounts of the address's holder and of its open invitations. */
async function accountsFor(email: string): Promise<string[]> {
  return [...(await accountOfHolder(email)), ...(await accountsInviting(email))];
}

async function admit(tx: ExclusiveTransaction, vouched: Vouched, address: string): Promise<Found> {
  // Another tab may have linked them while this one waited for the lock.
  const known = await knownAs(vouched, tx);
  if (known) return asKnown(tx, known, vouched.email, address);
  const holder = await lockHolder(tx, vouched);
  if (holder?.isProved) return asHolder(tx, holder, vouched, address);
  if (holder) await loseAddress(tx, { ...holder, email: vouched.email });
  return byInvitation(tx, vouched, address);
}

const personColumns = { id: true, name: true, email: true, accountId: true, status: true } as const;

type Row = { id: string; name: string; email: string | null; accountId: string; status: string };

type Subject = { issuer: string; subject: string };

async function knownAs({ issuer, subject }: Subject, tx: Transaction = db()): Promise<Row | null> {
  const identity = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select: personColumns } },
  });
  return identity?.user ?? null;
}

/**
 * The person who holds the email address, locked. `isOther`: they are known under another subject at this issuer.
 * `isProved`: they have proved the address, directly or through that other subject.
 */
async function lockHolder(tx: ExclusiveTransaction, { email, issuer }: Vouched) {
  const found = await tx.user.findUnique({ where: { email }, select: { id: true, accountId: true } });
  if (!found) return null;
  await lockPeopleToChange(tx, found.accountId, { userIds: [found.id], roleIds: [] });
  const row = await tx.user.findUnique({
    where: { email },
    select: { ...personColumns, emailVerifiedAt: true, identities: { where: { issuer } } },
  });
  if (row?.id !== found.id) throw new WorldChanged();
  const { identities, emailVerifiedAt, ...holder } = row;
  const isOther = identities.length > 0;
  return { ...holder, isOther, isProved: isOther || emailVerifiedAt !== null };
}

/** Someone known by their subject gets in even if their email address has changed, unless someone else proved it. */
async function asKnown(tx: Transaction, row: Row, verified: string | null, address: string): Promise<Found> {
  const { email, status, ...person } = row;
  if (email === null) return { refused: "failed" };
  if (status !== "active") return { refused: "deactivated" };
  if (email === verified && (await markVerified(tx, person.id))) {
    const actor = { userId: person.id, ...person, address };
    const target = { id: person.id, name: person.name };
    await record(tx, actor, randomId(), [{ action: "person.addressVerified", target }]);
  }
  return { person: { ...person, email } };
}

async function asHolder(
  tx: Transaction,
  { isOther, ...row }: Row & { isOther: boolean },
  vouched: Vouched,
  address: string,
): Promise<Found> {
  if (row.status !== "active") return { refused: "deactivated" };
  if (isOther) return { refused: await askOwners(tx, row, vouched, address) };
  const person = { id: row.id, name: row.name, accountId: row.accountId, email: vouched.email };
  await link(tx, person, vouched, address);
  return { person };
}

async function link(tx: Transaction, person: Person, { issuer, subject }: Subject, address: string): Promise<void> {
  // Two tabs may link the same person at once.
  await tx.identity.createMany({ data: { issuer, subject, userId: person.id }, skipDuplicates: true });
  const actor = { userId: person.id, name: person.name, accountId: person.accountId, address };
  const target = { id: person.id, name: person.name };
  await record(tx, actor, randomId(), [{ action: "person.identityLinked", target, after: { issuer, subject } }]);
}

async function byInvitation(tx: ExclusiveTransaction, vouched: Vouched, address: string): Promise<Found> {
  const [invitation, ...others] = await listInvitationsOf(vouched.email, tx);
  if (!invitation) return { refused: "not-invited" };
  if (others.length > 0) return { choose: vouched };
  const person = await acceptVouched(tx, vouched, invitation.id, address);
  await link(tx, person, vouched, address);
  return { person };
}

async function acceptVouched(
  tx: ExclusiveTransaction,
  { email, name }: Vouched,
  invitationId: string,
  address: string,
): Promise<Person> {
  const where = { id: invitationId, email };
  const invitation = await tx.invitation.findUniqueOrThrow({ where, select: usedColumns });
  const used = { ...invitation, isProved: true };
  const { userId, ...joined } = await acceptInvitation(tx, used, { name, passwordHash: null }, address);
  return { ...joined, id: userId };
}
