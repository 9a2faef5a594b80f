import type { Prisma } from "@/generated/prisma/client";
import type { AppState } from "@/generated/prisma/enums";
import type { ActivationFacts, DisabledBecause, SubscriptionFacts } from "@/lib/apps/rules";
import type { Actor } from "@/lib/auth/actor";
import { isUsable } from "@/lib/credentials/usable";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { type SharedTransaction, WorldChanged } from "@/lib/database/transaction";
import { type LockedPerson, lockPeople } from "@/lib/people/locked-people";
import { Refusal } from "@/lib/refusal";
import type { Access } from "@/lib/rights/privileges";
import type { SealedAuthorization } from "@/lib/subscriptions/authorization";

export type HeldScope = { id: string; privilege: string; access: Access; chosen: boolean };

export type HeldSubscription = SubscriptionFacts &
  SealedAuthorization & {
    name: string;
    url: string;
    disabledBecause: DisabledBecause | null;
    /** The secret token its URL was validated with. */
    validatedTokenId: string | null;
    validatedAt: Date | null;
    eventIds: string[];
  };

/** The secret token of before, which signs too until its end; `signs`: `x-zm-signature` is still made with it. */
type Rotation = { tokenId: string; sealed: string; endsAt: Date; signs: boolean };

export type HeldSecret = { id: string; sealed: string; createdAt: Date; expiresAt: Date | null };

export type HeldKey = {
  id: string;
  name: string;
  publicJwk: Prisma.JsonValue;
  jwksUrl: string | null;
  expiresAt: Date | null;
};

export type Loss = {
  actId: string;
  at: Date;
  cause: string;
  deactivated: boolean;
  chosen: string[];
  required: string[];
};

/** An app as it is, locked: nobody else changes it, its owner's role or the actor's until the transaction ends. */
export type LockedApp = {
  id: string;
  name: string;
  state: AppState;
  epoch: number;
  shortDescription: string;
  companyName: string;
  contactName: string;
  contactEmail: string;
  eventsEnabled: boolean;
  secretTokenSealed: string;
  secretTokenId: string;
  rotation: Rotation | null;
  /** Endpoint URLs that answered the challenge with a secret token that counts, those with the current one first. */
  validatedEndpoints: { url: string; tokenId: string; at: Date }[];
  activatedAt: Date | null;
  removedAt: Date | null;
  ownerId: string;
  owner: LockedPerson;
  actor: LockedPerson;
  /** Everybody who is held fast with the app, by id. */
  people: Map<string, LockedPerson>;
  secrets: HeldSecret[];
  /** false: only its public keys authenticate it. */
  secretsAllowed: boolean;
  keys: HeldKey[];
  scopes: HeldScope[];
  subscriptions: HeldSubscription[];
  /** Scopes that left the app with its owner's rights and were not given back, newest first. */
  losses: Loss[];
  /** Ids of scopes that somebody asked for and nobody answered. */
  requested: string[];
  /** The transfer that waits for its new owner; it may have run out. */
  transfer: { toId: string; expiresAt: Date } | null;
  /** The database's clock at the beginning of the transaction. */
  now: Date;
};

/**
 * Locks in the one order everyone keeps - the account, people, app - and reads the app.
 * @throws Refusal `not-found` for an app that does not exist or is not of the actor's account; WorldChanged when the app
 * got another owner in between.
 */
export async function lockApp(
  tx: SharedTransaction,
  actor: Actor,
  appId: string,
  otherPeople: string[] = [],
): Promise<LockedApp> {
  const found = await tx.app.findUnique({
    where: { id: appId, accountId: actor.accountId },
    select: { ownerId: true },
  });
  if (!found) throw new Refusal("not-found", "This app does not exist.");
  const people = await lockPeople(tx, actor.accountId, [actor.userId, found.ownerId, ...otherPeople]);
  const owner = people.get(found.ownerId);
  const self = people.get(actor.userId);
  if (!owner || !self) throw new WorldChanged();
  const locked = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now FROM "App" WHERE "id" = ${appId} FOR UPDATE`;
  const app = await readApp(tx, appId);
  if (!app || !locked[0] || app.ownerId !== found.ownerId) throw new WorldChanged();
  return { ...app, owner, actor: self, people, now: locked[0].now };
}

/** Reads an app's row with everything that hangs on it. */
export async function readApp(tx: Transaction, appId: string) {
  const app = await tx.app.findUnique({
    where: { id: appId },
    select: {
      id: true,
      name: true,
      state: true,
      epoch: true,
      shortDescription: true,
      companyName: true,
      contactName: true,
      contactEmail: true,
      eventsEnabled: true,
      secretTokenSealed: true,
      secretTokenId: true,
      previousTokenSealed: true,
      previousTokenId: true,
      previousTokenEndsAt: true,
      previousTokenSigns: true,
      validatedEndpoints: { select: { url: true, tokenId: true, at: true }, orderBy: { at: "desc" } },
      activatedAt: true,
      removedAt: true,
      ownerId: true,
      secretsAllowed: true,
      secrets: { select: { id: true, sealed: true, createdAt: true, expiresAt: true }, orderBy: { createdAt: "desc" } },
      keys: { select: keyColumns, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
      scopes: { select: { scopeId: true, privilege: true, access: true, chosen: true }, orderBy: { scopeId: "asc" } },
      subscriptions: { select: subscriptionColumns, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
      scopeLosses: { select: lossColumns, orderBy: { at: "desc" } },
      transfers: { where: { state: "pending" }, select: { toId: true, expiresAt: true } },
      scopeRequests: { where: { closedAt: null }, select: { scopeId: true } },
    },
  });
  if (!app) return null;
  const { scopeLosses, transfers, scopeRequests, previousTokenSealed, previousTokenId, ...more } = app;
  const { previousTokenEndsAt: endsAt, previousTokenSigns: signs, ...row } = more;
  const rotation = await runningRotation(tx, { sealed: previousTokenSealed, tokenId: previousTokenId, endsAt, signs });
  const tokenIds = [app.secretTokenId, ...(rotation ? [rotation.tokenId] : [])];
  return {
    ...row,
    rotation,
    validatedEndpoints: tokenIds.flatMap((id) => app.validatedEndpoints.filter((one) => one.tokenId === id)),
    losses: scopeLosses,
    requested: scopeRequests.map((one) => one.scopeId),
    transfer: transfers[0] ?? null,
    scopes: app.scopes.map(({ scopeId, ...scope }) => ({ id: scopeId, ...scope })),
    subscriptions: app.subscriptions.map((one) => heldSubscription(one, tokenIds)),
  };
}

type PreviousToken = { [Part in keyof Rotation]: Rotation[Part] | null };

/** The rotation of the secret token that is under way, by the database's clock. */
async function runningRotation(tx: Transaction, { sealed, tokenId, endsAt, signs }: PreviousToken) {
  if (sealed === null || tokenId === null || endsAt === null || endsAt <= (await databaseNow(tx))) return null;
  return { sealed, tokenId, endsAt, signs: signs === true };
}

const keyColumns = { id: true, name: true, publicJwk: true, jwksUrl: true, expiresAt: true } as const;

const lossColumns = { actId: true, at: true, cause: true, deactivated: true, chosen: true, required: true } as const;

const subscriptionColumns = {
  id: true,
  name: true,
  url: true,
  enabled: true,
  disabledBecause: true,
  validatedUrl: true,
  validatedTokenId: true,
  validatedAt: true,
  authorizationKind: true,
  authorizationSealed: true,
  authorizationId: true,
  events: { select: { eventId: true }, orderBy: { eventId: "asc" } },
} as const;

type SubscriptionRow = Omit<HeldSubscription, "validated" | "eventIds" | "eventCount"> & {
  validatedUrl: string | null;
  events: { eventId: string }[];
};

/** Validated means: this very URL, with a secret token that counts. */
function heldSubscription(
  { events, validatedUrl, ...row }: SubscriptionRow,
  tokenIds: readonly string[],
): HeldSubscription {
  return {
    ...row,
    validated: validatedUrl === row.url && row.validatedTokenId !== null && tokenIds.includes(row.validatedTokenId),
    eventIds: events.map((one) => one.eventId),
    eventCount: events.length,
  };
}

/** The client secrets that count, newest first, and the public keys. */
export const usableCredentials = ({ secrets, secretsAllowed, keys }: Credentials, now: Date) =>
  [...(secretsAllowed ? secrets : []), ...keys].filter((one) => isUsable(one, now));

type Credentials = Pick<LockedApp, "secrets" | "secretsAllowed" | "keys">;

/** What the rules of activation need to know of an app. */
export function activationFacts(
  app: Pick<
    LockedApp,
    | "companyName"
    | "contactName"
    | "contactEmail"
    | "eventsEnabled"
    | "secrets"
    | "secretsAllowed"
    | "keys"
    | "scopes"
    | "subscriptions"
  >,
  now: Date,
): ActivationFacts {
  return {
    companyName: app.companyName,
    contactName: app.contactName,
    contactEmail: app.contactEmail,
    scopeCount: app.scopes.length,
    usableCredentialCount: usableCredentials(app, now).length,
    eventsEnabled: app.eventsEnabled,
    subscriptions: app.subscriptions,
  };
}
