import type { AuditEntryInput } from "@/lib/audit/record";
import { rightsOf } from "@/lib/auth/actor";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { mayMakeLinkTo } from "@/lib/people/rules";
import type { Rights, RoleKind } from "@/lib/rights/privileges";

// A person may create a link only if they may do what it lets its holder do. That right is checked again when the link
// is used. The functions here also end links in the transaction that takes the right away, so that lists are correct.

type Whose = { id: string } | { roleId: string };

/**
 * What the people who created the links may do from now on; null: nothing (deactivated, or without an email address).
 */
export type MakersRights = { rights: Rights; roleKind: RoleKind } | null;

const grants = { select: { grants: { select: { privilege: true, access: true } } } } as const;

/**
 * Ends the open invitations and password links that these people created and may no longer create. Call it after their
 * new rights are written. Returns an audit entry per revoked invitation.
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

/** Ends the open invitations to a role that now grants more than when they were created. */
export async function endInvitationsTo(tx: Transaction, roleId: string): Promise<AuditEntryInput[]> {
  const where = { roleId, acceptedAt: null, revokedAt: null };
  const invitations = await tx.invitation.findMany({ where, select: { id: true, email: true } });
  return revoke(tx, invitations, "Its role grants more than when it was created.");
}

/** Ends the open invitations for an email address in this account, before a newer one is written. */
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
