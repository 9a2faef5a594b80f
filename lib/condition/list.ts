import * as z from "zod";
import { findAllActivationFacts } from "@/lib/apps/activation-facts";
import { daysUntilPurge } from "@/lib/apps/removal";
import { missingRequirements } from "@/lib/apps/rules";
import { firstUnfinishedStep, stepStatuses } from "@/lib/apps/steps";
import type { Actor } from "@/lib/auth/actor";
import { findConditions } from "@/lib/condition/condition";
import type { AppListQuery } from "@/lib/condition/list-query";
import {
  counted,
  countedMatches,
  inOrder,
  matchesInOrder,
  matchesLookedUp,
  orderOf,
  type Slice,
} from "@/lib/condition/list-sql";
import { databaseNow } from "@/lib/database/clock";
import { db, pool } from "@/lib/database/db";
import { cursorOf, type Place, placeOf, placeRow } from "@/lib/database/list-cursor";
import { row, typed } from "@/lib/database/rows";
import { isPending } from "@/lib/ownership/rules";
import { mayEditApp, maySeeApps, mayTransferApp } from "@/lib/rights/rules";

const pageSize = 25;
const countLimit = 1000;
const searchCountLimit = 50;

/**
 * A page of Created apps, or of removed apps that can still be restored, by keyset: as fast on the last page as on the
 * first, and with 100,000 apps as with 100. `next` and `previous` are cursors. `total` counts up to 1,000, or up to 50
 * in a search; `more`: there are more than that.
 */
export async function listApps(actor: Actor, query: AppListQuery) {
  if (!maySeeApps(actor)) return { apps: [], total: 0, more: false, next: null, previous: null };
  const [{ places, next, previous }, count] = await Promise.all([findPage(actor, query), countApps(actor, query)]);
  return { apps: await readRows(actor, places), ...count, next, previous };
}

export type ListedApp = Awaited<ReturnType<typeof listApps>>["apps"][number];

async function findPage({ accountId }: Actor, query: AppListQuery) {
  const { kind } = orderOf(query);
  const before = placeOf(query.before, kind);
  const after = before ? null : placeOf(query.after, kind);
  const backwards = before !== null;
  const places = await findPlaces({ accountId, query, from: before ?? after, backwards, limit: pageSize + 1 });
  const goesOn = places.length > pageSize;
  const page = places.slice(0, pageSize);
  if (backwards) page.reverse();
  const [first, last] = [page[0], page.at(-1)];
  return {
    places: page,
    next: last && (backwards || goesOn) ? cursorOf(last) : null,
    previous: first && (backwards ? goesOn : after !== null) ? cursorOf(first) : null,
  };
}

/** A frequent word is found soon by reading in order; a rare one is looked up. */
async function findPlaces(slice: Slice): Promise<Place[]> {
  if (slice.query.search === "") return readPlaces(inOrder(slice));
  const walked = await readPlaces(matchesInOrder(slice));
  return walked.length === slice.limit || slice.query.removed ? walked : readPlaces(matchesLookedUp(slice));
}

const readPlaces = async ({ text, values }: ReturnType<typeof inOrder>): Promise<Place[]> =>
  typed(placeRow, (await pool().query(text, values)).rows);

async function countApps({ accountId }: Actor, query: AppListQuery): Promise<{ total: number; more: boolean }> {
  const limit = query.search === "" ? countLimit : searchCountLimit;
  const found = await countUpTo({ accountId, query, from: null, backwards: false, limit: limit + 1 });
  return { total: Math.min(found, limit), more: found > limit };
}

async function countUpTo(slice: Slice): Promise<number> {
  if (slice.query.search === "") return count(counted(slice));
  const walked = await readPlaces(matchesInOrder(slice));
  return walked.length === slice.limit || slice.query.removed ? walked.length : count(countedMatches(slice));
}

const countRow = row({ count: z.number() });

const count = async ({ text, values }: ReturnType<typeof counted>): Promise<number> =>
  typed(countRow, (await pool().query(text, values)).rows)[0]?.count ?? 0;

const listColumns = {
  id: true,
  name: true,
  clientId: true,
  state: true,
  ownerId: true,
  createdAt: true,
  updatedAt: true,
  lastTokenAt: true,
  removedAt: true,
  owner: { select: { name: true } },
  transfers: { where: { state: "pending" }, select: { expiresAt: true, to: { select: { name: true } } } },
  _count: { select: { scopes: true } },
} as const;

async function readRows(actor: Actor, page: Place[]) {
  const ids = page.map(({ id }) => id);
  const [rows, conditions, facts, now] = await Promise.all([
    db().app.findMany({ where: { accountId: actor.accountId, id: { in: ids } }, select: listColumns }),
    findConditions(actor, ids),
    findAllActivationFacts(db(), ids),
    databaseNow(),
  ]);
  const byId = new Map(rows.map((one) => [one.id, one]));
  const ready = new Set(facts.filter((one) => missingRequirements(one).length === 0).map((one) => one.id));
  const steps = new Map(facts.map((one) => [one.id, firstUnfinishedStep(stepStatuses(one))]));
  return page.flatMap(({ id }) => {
    const found = byId.get(id);
    if (!found) return [];
    const { owner, _count, removedAt, transfers, ...app } = found;
    return {
      ...app,
      removal: removedAt ? { at: removedAt, purgedInDays: daysUntilPurge(removedAt, now) } : null,
      ownerName: owner.name,
      scopeCount: _count.scopes,
      /** Where opening the app leads. */
      step: steps.get(id) ?? "activation",
      /** Whether nothing that activation requires is missing. */
      isReady: ready.has(id),
      condition: conditions.get(id) ?? { faults: [], concerns: [] },
      /** The person it is offered to while a transfer is pending. */
      offeredTo: transfers.find((transfer) => isPending(transfer, now))?.to.name ?? null,
      mayEdit: mayEditApp(actor, app),
      mayTransfer: mayTransferApp(actor, app),
    };
  });
}
