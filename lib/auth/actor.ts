import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import type { Access, Rights, RoleKind } from "@/lib/rights/privileges";

declare const minted: unique symbol;

/** A signed-in person, as the database has them now. Only {@link findActor} creates one. */
export type Actor = {
  readonly [minted]: true;
  /** The `id` of the session's row. */
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly roleId: string;
  readonly roleName: string;
  readonly roleKind: RoleKind;
  readonly rights: Rights;
  /** The IP address the request came from, for the audit log. */
  readonly address: string;
};

/** Converts a role's rows to its rights: an edit row overrides a view row for the same privilege. */
export function rightsOf(grants: readonly { privilege: string; access: Access }[]): Rights {
  const rights: Record<string, Access> = {};
  for (const { privilege, access } of grants) if (rights[privilege] !== "edit") rights[privilege] = access;
  return rights;
}

/**
 * The person behind a session. Role and rights are read on every call, so a role change takes effect immediately.
 * null: the session doesn't exist, has ended or expired, or the person is deactivated or has no email address.
 */
export async function findActor(sessionId: string, address: string): Promise<Actor | null> {
  const reading = db().session.findUnique({
    where: { id: sessionId, endedAt: null, user: { status: "active", email: { not: null } } },
    select: {
      id: true,
      expiresAt: true,
      lastSeenAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          account: { select: { id: true, name: true } },
          role: { select: { id: true, name: true, kind: true, grants: { select: { privilege: true, access: true } } } },
        },
      },
    },
  });
  const [session, now] = await Promise.all([reading, databaseNow()]);
  if (!session || session.expiresAt <= now) return null;
  const { account, role, email, ...person } = session.user;
  if (email === null) return null;
  await keepSession(session, now);
  const actor: Omit<Actor, typeof minted> = {
    sessionId: session.id,
    userId: person.id,
    name: person.name,
    email,
    accountId: account.id,
    accountName: account.name,
    roleId: role.id,
    roleName: role.name,
    roleKind: role.kind,
    rights: rightsOf(role.grants),
    address,
  };
  return actor as Actor;
}

export const sessionDays = 14;

/** Extends a session while it is used; written at most every ten minutes. */
async function keepSession(session: { id: string; lastSeenAt: Date }, now: Date): Promise<void> {
  if (now.getTime() - session.lastSeenAt.getTime() < 600_000) return;
  await db().session.updateMany({
    where: { id: session.id, endedAt: null },
    data: { lastSeenAt: now, expiresAt: new Date(now.getTime() + sessionDays * 86_400_000) },
  });
}
