import type { AuditEntry } from "@/generated/prisma/client";
import { countLimit, type FoundAct, pageOfActs, pageOfEntries } from "@/lib/activity/acts";
import { type AuditedApp, findAuditedApps } from "@/lib/activity/choices";
import type { ActivityFilter } from "@/lib/activity/filter";
import { type AuditRange, matching } from "@/lib/activity/matching";
import { wordsOf } from "@/lib/audit/actions";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { mayEditApp, maySeeAccount, maySeeApps } from "@/lib/rights/rules";

/**
 * A page of the account's activity, act by act, newest first. `apps`: the apps the filter's app may refer to; with none
 * or several, nothing is listed. null: the actor may not see it.
 */
export async function listActivity(actor: Actor, filter: ActivityFilter, before: string | null) {
  if (!maySeeAccount(actor)) return null;
  const apps: AuditedApp[] | null = filter.app === null ? null : await findAuditedApps(actor, filter.app);
  if (apps && apps.length !== 1) return { apps, acts: [], next: null };
  return { apps, ...(await page({ accountId: actor.accountId, appId: apps?.[0]?.id ?? null }, filter, before)) };
}

/** Like `listActivity`, for one app. People who may see apps but not the account don't see IP addresses. */
export async function listAppActivity(
  actor: Actor,
  app: { id: string; ownerId: string },
  filter: ActivityFilter,
  before: string | null,
) {
  if (!maySeeApps(actor)) return null;
  const found = await page({ accountId: actor.accountId, appId: app.id }, filter, before);
  return mayEditApp(actor, app) ? found : { ...found, acts: found.acts.map(withoutAddresses) };
}

const withoutAddresses = (act: ActivityAct): ActivityAct => ({
  ...act,
  cause: { ...act.cause, address: "" },
  followers: act.followers.map((entry) => ({ ...entry, address: "" })),
});

/** One entry as shown. */
export type ActivityEntry = Omit<AuditEntry, "id" | "accountId"> & {
  id: string;
  words: string;
  /** The app it was done to has a page to link to. */
  isAppThere: boolean;
};

/** One act: the cause, some of its consequences, and how many there are. */
export type ActivityAct = {
  actId: string;
  cause: ActivityEntry;
  followers: ActivityEntry[];
  /** The consequences, counted by action. */
  counts: { action: string; count: number }[];
  /** All entries including the cause; null: too many to count quickly. */
  total: number | null;
  isPart: boolean;
};

async function page(range: AuditRange, filter: ActivityFilter, before: string | null) {
  const from = before && /^\d{1,18}$/.test(before) ? BigInt(before) : null;
  const matches = matching(range, filter);
  const { acts, next } = filter.act
    ? await pageOfEntries(matches, from)
    : await pageOfActs(range.accountId, matches, from);
  const there = await appsThere(acts);
  return { acts: acts.flatMap((act) => shownAct(act, there)), next };
}

function shownAct({ actId, entries, counts, isPart }: FoundAct, there: Set<string>): ActivityAct[] {
  const [cause, ...followers] = entries.map((entry) => shownEntry(entry, there));
  if (!cause) return [];
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const following = counts
    .map(({ action, count }) => ({ action, count: count - (action === cause.action ? 1 : 0) }))
    .filter(({ count }) => count > 0);
  return [{ actId, cause, followers, counts: following, total: total <= countLimit ? total : null, isPart }];
}

const shownEntry = ({ id, accountId: _, ...entry }: AuditEntry, there: Set<string>): ActivityEntry => ({
  ...entry,
  id: String(id),
  words: wordsOf(entry.action),
  isAppThere: entry.appId !== null && there.has(entry.appId),
});

async function appsThere(acts: FoundAct[]): Promise<Set<string>> {
  const ids = acts.flatMap((act) => act.entries.flatMap((entry) => entry.appId ?? []));
  const apps = await db().app.findMany({
    where: { id: { in: [...new Set(ids)] }, removedAt: null },
    select: { id: true },
  });
  return new Set(apps.map((app) => app.id));
}
