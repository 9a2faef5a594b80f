import type * as z from "zod";
import { chosenEvents, readParts, scopes, secrets } from "@/lib/apps/app-parts";
import { readRow } from "@/lib/apps/app-row";
import { type Actor, rightsOf } from "@/lib/auth/actor";
import { findEvent } from "@/lib/catalog/events";
import { crowdedOut } from "@/lib/credentials/secret-end";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { isPending, scopesLostUnder, type startTransferInput, whyNotOwner } from "@/lib/ownership/rules";
import { Refusal } from "@/lib/refusal";
import { may } from "@/lib/rights/permissions";
import type { Rights } from "@/lib/rights/privileges";
import { maySeeApps, mayTransferApp } from "@/lib/rights/rules";
import { pausedEvents } from "@/lib/scopes/rules";
import { idInput } from "@/lib/text/inputs";

const personColumns = {
  id: true,
  name: true,
  email: true,
  status: true,
  role: { select: { name: true, grants: { select: { privilege: true, access: true } } } },
} as const;

type Person = { id: string; name: string; email: string | null; status: string; rights: Rights };

/** An app with the parts a change of owner affects; null: there is no such app. */
async function findShown(appId: string) {
  const row = await readRow(db(), appId);
  return row && { ...row, ...(await readParts(db(), row, { scopes, secrets, chosenEvents })) };
}

type ShownApp = NonNullable<Awaited<ReturnType<typeof findShown>>>;

/**
 * An app's ownership as its page shows it: the pending transfer, if any, and what the actor may do about it. null: the
 * app doesn't exist, was removed, belongs to another account, or the actor may not see apps and isn't offered this one.
 */
export async function findOwnership(actor: Actor, appId: string) {
  if (!idInput.safeParse(appId).success) return null;
  const [row, app, now] = await Promise.all([
    db().app.findUnique({
      where: { id: appId, accountId: actor.accountId, removedAt: null },
      select: { owner: { select: personColumns }, transfers: { where: { state: "pending" }, select: transferColumns } },
    }),
    findShown(appId),
    databaseNow(),
  ]);
  if (!row || !app) return null;
  const transfer = row.transfers.find((one) => isPending(one, now)) ?? null;
  const isOffered = transfer?.to.id === actor.userId;
  if (!maySeeApps(actor) && !isOffered) return null;
  const mayPassOn = mayTransferApp(actor, app);
  return {
    id: app.id,
    name: app.name,
    state: app.state,
    owner: { id: row.owner.id, name: row.owner.name, status: row.owner.status, roleName: row.owner.role.name },
    transfer: transfer && { ...transfer, to: { id: transfer.to.id, name: transfer.to.name } },
    isOffered,
    maySee: maySeeApps(actor),
    mayStart: mayPassOn && !transfer,
    mayCancel: mayPassOn && transfer !== null,
    mayTakeOver: may(actor, "apps.takeOver") && app.ownerId !== actor.userId,
    /** A change of owner would make the oldest client secret expire immediately. */
    isCrowded: crowdedOut(app.secrets, now).length > 0,
    /** What would change under the person the app is offered to; `underActor`: under the actor. */
    underNewOwner: transfer ? outcome(app, personOf(transfer.to)) : null,
    underActor: outcome(app, { ...actor, id: actor.userId, status: "active" }),
  };
}

const transferColumns = {
  startedBy: true,
  startedAt: true,
  expiresAt: true,
  to: { select: personColumns },
} as const;

export type Ownership = NonNullable<Awaited<ReturnType<typeof findOwnership>>>;

const personOf = ({
  role,
  ...person
}: {
  id: string;
  name: string;
  email: string | null;
  status: string;
  role: { grants: Grants };
}): Person => ({
  ...person,
  rights: rightsOf(role.grants),
});

type Grants = Parameters<typeof rightsOf>[0];

/** What a new owner would mean for an app. */
function outcome(app: ShownApp, person: Person) {
  const lost = scopesLostUnder(person, app.scopes);
  const left = new Set(app.scopes.map(({ id }) => id).filter((id) => !lost.includes(id)));
  const events = app.chosenEvents.flatMap((id) => findEvent(id) ?? []);
  const before = pausedEvents(new Set(app.scopes.map(({ id }) => id)), events);
  return {
    whyNot: whyNotOwner(person),
    lost,
    isDeactivated: app.state === "activated" && left.size === 0 && lost.length > 0,
    pausedEvents: pausedEvents(left, events).filter((id) => !before.includes(id)),
  };
}

export type Outcome = ReturnType<typeof outcome>;

/** The people an app could be transferred to, by name, at most 500. */
export async function listNewOwners(actor: Actor, app: { owner: { id: string } }) {
  const people = await db().user.findMany({
    where: { accountId: actor.accountId, status: "active", email: { not: null }, id: { not: app.owner.id } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
    select: { id: true, name: true, email: true, role: { select: { name: true } } },
  });
  return people.map(({ role, ...person }) => ({ ...person, roleName: role.name }));
}

/**
 * What would change for an app under this new owner.
 * @throws Refusal `forbidden`, `not-found`
 */
export async function previewTransfer(
  actor: Actor,
  { appId, toId }: z.output<typeof startTransferInput>,
): Promise<Outcome> {
  const { accountId } = actor;
  const [there, app, to] = await Promise.all([
    db().app.findUnique({ where: { id: appId, accountId, removedAt: null }, select: { id: true } }),
    findShown(appId),
    db().user.findUnique({ where: { id: toId, accountId }, select: personColumns }),
  ]);
  if (!there || !app) throw new Refusal("not-found", "This app no longer exists.");
  if (!mayTransferApp(actor, app)) {
    throw new Refusal("forbidden", "Only the app’s owner or an account owner can transfer it.");
  }
  if (!to) throw new Refusal("not-found", "This person is no longer in the account.");
  return outcome(app, personOf(to));
}

/** The pending transfers to this person, oldest first, at most 100. */
export async function listIncomingTransfers(actor: Actor) {
  const transfers = await db().ownershipTransfer.findMany({
    where: {
      accountId: actor.accountId,
      toId: actor.userId,
      state: "pending",
      expiresAt: { gt: await databaseNow() },
      app: { removedAt: null },
    },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    take: 100,
    select: { id: true, startedBy: true, expiresAt: true, app: { select: { id: true, name: true } } },
  });
  return transfers;
}
