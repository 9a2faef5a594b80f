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

/** An invitation about to be used. `isProved`: the person using it has proved that its email address is theirs. */
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
 * Joins the account with the role in the invitation. The link that was only emailed proves the email address: if
 * someone holds the address without proof, they lose it.
 * @throws Refusal `link-not-usable` (also: its creator may no longer create it), `email-taken`, `invalid` (an easily
 * guessed password), `too-many`
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

/** The account of the person with this email address; empty if no one has it. */
export async function accountOfHolder(email: string): Promise<string[]> {
  const holder = await db().user.findUnique({ where: { email }, select: { accountId: true } });
  return holder ? [holder.accountId] : [];
}

/**
 * Uses an invitation in the caller's transaction, which has locked its account and the account of the person who holds
 * the email address. The creator's right is checked again, on locked rows.
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
    // `roleId`: the invitation may have been moved to another role since it was read.
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
 * Locks the invitation's creator and reads its role, and checks that the creator may still create it.
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
 * Makes sure that no one holds the email address. A holder without proof loses it if the joiner proved it.
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
