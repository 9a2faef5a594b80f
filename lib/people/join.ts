import { networkOf } from "@/lib/address/client-address";
import { record } from "@/lib/audit/record";
import { type FoundRole, findRole } from "@/lib/auth/find-role";
import { newPasswordHash } from "@/lib/auth/new-password";
import { allowNextSignIn } from "@/lib/auth/sign-in-throttle";
import { randomId, tokenDigest } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { type ExclusiveTransaction, exclusively } from "@/lib/database/transaction";
import { createPerson, emailTaken } from "@/lib/people/create-person";
import { byToken } from "@/lib/people/invitations";
import { type LockedPerson, lockPeople } from "@/lib/people/locked-people";
import { loseAddress } from "@/lib/people/lose-address";
import { findFormerHolder, type Joined, type Joiner, regainAddress } from "@/lib/people/regain-address";
import { invitationState, mayMakeLinkTo } from "@/lib/people/rules";
import { Refusal } from "@/lib/refusal";

const notUsable = () =>
  new Refusal(
    "link-not-usable",
    "This invitation was used or revoked, or has expired. Ask the person who invited you for a new one.",
  );

/** An invitation about to be used. `isProved`: whoever uses it has proved that its address is theirs. */
export type UsedInvitation = {
  id: string;
  accountId: string;
  email: string;
  roleId: string;
  invitedById: string | null;
  isProved: boolean;
};

export const usedColumns = { id: true, accountId: true, email: true, roleId: true, invitedById: true } as const;

/**
 * Joins the account that the invitation is for, with the role chosen at invitation. Who comes by the link that was only
 * emailed has proved the address: someone who holds it without proof loses it to them.
 * @throws Refusal `link-not-usable` (also: its maker may no longer make it), `email-taken`, `invalid` (a password that is
 * easily guessed), `too-many`
 */
export async function join(
  input: { token: string; name: string; password: string },
  address: string,
): Promise<{ email: string }> {
  const found = await db().invitation.findFirst({
    where: byToken(input.token),
    select: {
      ...usedColumns,
      acceptedAt: true,
      revokedAt: true,
      expiresAt: true,
      mailTokenDigest: true,
      account: { select: { name: true } },
    },
  });
  if (!found || invitationState(found, await databaseNow()) !== "open") throw notUsable();
  const isProved = found.mailTokenDigest === tokenDigest(input.token);
  const about = { email: found.email, names: [input.name, found.account.name] };
  const passwordHash = await newPasswordHash(input.password, about, { key: networkOf(address), known: true });
  const accountIds = [found.accountId, ...(isProved ? await accountOfHolder(found.email) : [])];
  const { email } = await exclusively(accountIds, (tx) =>
    acceptInvitation(tx, { ...found, isProved }, { name: input.name, passwordHash }, address),
  );
  await allowNextSignIn(email, address);
  return { email };
}

/** The account of the person who has the address; none when nobody does. */
export async function accountOfHolder(email: string): Promise<string[]> {
  const holder = await db().user.findUnique({ where: { email }, select: { accountId: true } });
  return holder ? [holder.accountId] : [];
}

/**
 * Uses an invitation, inside the caller's transaction, which holds the locks of its account and of the account of whoever
 * has the address. Its maker's right is checked again, on what is locked.
 * @throws Refusal `link-not-usable`, `email-taken`
 */
export async function acceptInvitation(
  tx: ExclusiveTransaction,
  invitation: UsedInvitation,
  joiner: Joiner,
  address: string,
): Promise<Joined> {
  const { id, accountId, email, isProved } = invitation;
  const { maker, role } = await lockMaker(tx, invitation);
  const now = await databaseNow(tx);
  const accepted = await tx.invitation.updateMany({
    // The role: it may have been moved to another one since it was read.
    where: { id, roleId: role.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  if (accepted.count === 0) throw notUsable();
  await makeRoom(tx, email, isProved);
  const actId = randomId();
  const former = isProved ? await findFormerHolder(tx, accountId, email, maker) : null;
  if (former) return regainAddress(tx, { former, email, role, joiner, address, actId });
  const verifiedAt = isProved ? now : null;
  const { userId } = await createPerson(tx, { accountId, roleId: role.id, email, verifiedAt, ...joiner });
  await record(tx, { userId, name: joiner.name, accountId, address }, actId, [
    { action: "person.joined", target: { id: userId, name: role.name } },
  ]);
  return { userId, name: joiner.name, accountId, email };
}

/**
 * Locks who made the invitation and what it grants, and makes sure that they may still make it.
 * @throws Refusal `link-not-usable`
 */
async function lockMaker(
  tx: ExclusiveTransaction,
  { accountId, roleId, invitedById }: UsedInvitation,
): Promise<{ maker: LockedPerson | null; role: FoundRole }> {
  const people = await lockPeople(tx, accountId, invitedById ? [invitedById] : []);
  const role = await findRole(tx, accountId, roleId).catch(() => {
    throw notUsable();
  });
  if (invitedById === null) return { maker: null, role };
  const maker = people.get(invitedById);
  if (maker?.status !== "active" || maker.email === null || !mayMakeLinkTo(maker, role)) throw notUsable();
  return { maker, role };
}

/**
 * Makes sure that no one holds the address: who holds it without proof loses it to someone who proves it.
 * @throws Refusal `email-taken`
 */
async function makeRoom(tx: ExclusiveTransaction, email: string, isProved: boolean): Promise<void> {
  const holder = await tx.user.findUnique({
    where: { email },
    select: { id: true, accountId: true, emailVerifiedAt: true },
  });
  if (!holder) return;
  if (!isProved || holder.emailVerifiedAt) throw emailTaken();
  await loseAddress(tx, { ...holder, email });
}
