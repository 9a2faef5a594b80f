import type { Actor } from "@/lib/auth/actor";
import { findEvent } from "@/lib/catalog/events";
import { isUsable } from "@/lib/credentials/usable";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";
import { mayEditApp, maySeeApps } from "@/lib/rights/rules";
import { idInput } from "@/lib/text/inputs";
import { reasonWords } from "@/lib/usage/reasons";
import { beginOf, hoursOf, type Span, totalOf, unusedScopes } from "@/lib/usage/rules";

/**
 * An app's tokens, calls and scope uses, with hourly counts for the given span, which starts at `since`. Includes removed apps, as long as they
 * can be restored. Returns null if the app does not exist, belongs to another account, or the actor may not see it.
 */
export async function findUsage(actor: Actor, appId: string, span: Span) {
  const row = await findSeen(actor, appId);
  if (!row) return null;
  const now = await databaseNow();
  const since = beginOf(span, now);
  const { scopes, scopeUses, subscriptions, secrets, keys, refusals, ...app } = row;
  const counted = await db().usageHour.findMany({
    where: { appId, hour: { gte: since } },
    select: { hour: true, tokens: true, refusals: true, calls: true, introspections: true },
  });
  const hours = hoursOf(
    counted.map(({ hour, ...counts }) => ({ at: hour, ...counts })),
    span,
    now,
  );
  const facts = await scopeFacts(row);
  const mayEdit = mayEditApp(actor, app) && !app.removedAt;
  return {
    ...app,
    mayEdit,
    since,
    hours,
    total: totalOf(hours),
    wasRefused: refusals.length > 0,
    credentials: credentialsOf(row, now),
    scopes: facts.held,
    countedSince: facts.countedSince,
    unused: unusedScopes(facts, now),
  };
}

/** The app's scopes that can be removed because no use was recorded; null as in {@link findUsage}. */
export async function findUnusedScopes(actor: Actor, appId: string): Promise<string[] | null> {
  const row = await findSeen(actor, appId);
  return row && unusedScopes(await scopeFacts(row), await databaseNow());
}

type Seen = NonNullable<Awaited<ReturnType<typeof findSeen>>>;

async function findSeen(actor: Actor, appId: string) {
  if (!maySeeApps(actor) || !idInput.safeParse(appId).success) return null;
  return db().app.findUnique({
    where: { id: appId, accountId: actor.accountId },
    select: {
      id: true,
      name: true,
      ownerId: true,
      removedAt: true,
      lastTokenAt: true,
      secrets: { select: credentialColumns, orderBy: { createdAt: "desc" } },
      keys: { select: { ...credentialColumns, name: true }, orderBy: { createdAt: "desc" } },
      scopes: { select: { scopeId: true, addedAt: true }, orderBy: { scopeId: "asc" } },
      scopeUses: { select: { scopeId: true, lastUsedAt: true, uses: true } },
      subscriptions: { select: { events: { select: { eventId: true } } } },
      refusals: { select: { id: true }, take: 1 },
    },
  });
}

const credentialColumns = { id: true, createdAt: true, expiresAt: true, lastUsedAt: true } as const;

/** Usable secrets and keys, each with its last use. */
function credentialsOf({ secrets, keys }: Seen, now: Date) {
  const all = [...secrets.map((one) => ({ ...one, name: "Client secret" })), ...keys];
  return all.filter((one) => isUsable(one, now));
}

async function scopeFacts({ scopes, scopeUses, subscriptions }: Seen) {
  const uses = new Map(scopeUses.map((use) => [use.scopeId, use]));
  const held = scopes.map(({ scopeId, addedAt }) => {
    const { lastUsedAt = null, uses: count = 0n } = uses.get(scopeId) ?? {};
    return { id: scopeId, addedAt, lastUsedAt, uses: Number(count) };
  });
  const eventIds = new Set(subscriptions.flatMap(({ events }) => events.map(({ eventId }) => eventId)));
  const events = [...eventIds].flatMap((id) => findEvent(id) ?? []);
  const { _min } = await db().usageHour.aggregate({ _min: { hour: true } });
  return { held, events, countedSince: _min.hour };
}

const pageSize = 20;

type RefusedApp = { id: string; ownerId: string; since: Date };

/**
 * A page of an app's refusals from `since` on, newest first, for anyone who may see the app (the caller has loaded it).
 * Client addresses are included only for those who may edit it. `before`: the page starts after the refusal with this id.
 */
export async function listRefusals(actor: Actor, app: RefusedApp, before: string | null) {
  if (!maySeeApps(actor)) return null;
  const from = before && /^\d{1,18}$/.test(before) ? { id: { lt: BigInt(before) } } : {};
  const rows = await db().appRefusal.findMany({
    where: { appId: app.id, app: { accountId: actor.accountId }, at: { gte: app.since }, ...from },
    select: { id: true, at: true, path: true, reason: true, address: true },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const mayEdit = mayEditApp(actor, app);
  return {
    refusals: shown.map(({ id, at, path, reason, address }) => ({
      id: String(id),
      at,
      path,
      why: reasonWords(reason),
      address: mayEdit ? address : null,
    })),
    next: rows.length > pageSize ? String(shown.at(-1)?.id) : null,
  };
}
