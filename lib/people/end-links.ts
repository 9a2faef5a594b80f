import type { AuditEntryInput } from "@/lib/audit/record";
import { rightsOf } from "@/lib/auth/actor";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { mayMakeLinkTo } from "@/lib/people/rules";
import type { Rights, RoleKind } from "@/lib/rights/privileges";

// What a link lets its holder do, its maker must still be allowed to do. The right is checked when the link is used; here
// links end in the transaction in which the right goes, so that lists show what is true.

type Whose = { id: string } | { roleId: string };

/** What makers may do from now on; null: nothing, they are deactivated or have no address. */
export type MakersRights = { rights: Rights; roleKind: RoleKind } | null;

const grants = { select: { grants: { select: { privilege: true, access: true } } } } as const;

/**
 * Ends the open invitations and password links that these people made and may no longer make. Called after their rights
 * were written. Answers what was revoked, for the audit.
 */
export async function endLinksMadeBy(tx: Transaction, makers: Whose, may: MakersRights): Promise<AuditEntryInput[]> {
  const goesBeyond = (role: { grants: Parameters<typeof rightsOf>[0] }): boolean =>
    may === null || !mayMakeLinkTo(may, { rights: rightsOf(role.grants) });
  const resets = await tx.passwordReset.findMany({
    where: { madeBy: makers, usedAt: null },
    select: { tokenDigest: true, user: { select: { role: grants } } },
  });
  const ended = resets.filter(({ user }) => goesBeyond(user.role)).map(({ tokenDigest }) => tokenDigest);
  await tx.passwordReset.updateMany({
    where: { tokenDigest: { in: ended }, usedAt: null },
    data: { usedAt: await databaseNow(tx) },
  });
  const invitations = await tx.invitation.findMany({
    where: { invitedBy: makers, acceptedAt: null, revokedAt: null },
    select: { id: true, email: true, role: grants },
  });
  return revoke(
    tx,
    invitations.filter(({ role }) => goesBeyond(role)),
    "Its creator may no longer create it.",
  );
}

/** Ends the open invitations to a role that grants more from now on than their makers knew. */
export async function endInvitationsTo(tx: Transaction, roleId: string): Promise<AuditEntryInput[]> {
  const where = { roleId, acceptedAt: null, revokedAt: null };
  const invitations = await tx.invitation.findMany({ where, select: { id: true, email: true } });
  return revoke(tx, invitations, "Its role grants more than when it was created.");
}

/** Ends the open invitations of an address in this account, because a newer one follows. */
export async function endEarlierInvitations(
  tx: Transaction,
  { accountId, email }: { accountId: string; email: string },
): Promise<AuditEntryInput[]> {
  const where = { accountId, email, acceptedAt: null, revokedAt: null };
  const invitations = await tx.invitation.findMany({ where, select: { id: true, email: true } });
  return revoke(tx, invitations, "A newer invitation replaced it.");
}

async function revoke(
  tx: Transaction,
  invitations: { id: string; email: string }[],
  because: string,
): Promise<AuditEntryInput[]> {
  await tx.invitation.updateMany({
    where: { id: { in: invitations.map(({ id }) => id) }, acceptedAt: null, revokedAt: null },
    data: { revokedAt: await databaseNow(tx) },
  });
  return invitations.map(({ id, email }) => ({
    action: "person.invitationRevoked",
    target: { id, name: email },
    after: { because },
  }));
}
