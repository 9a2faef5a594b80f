import { appStates } from "@/lib/app-state";
import { restorableDays } from "@/lib/apps/removal";
import type { AppListQuery } from "@/lib/condition/list-query";
import type { Place } from "@/lib/database/list-cursor";

// Created apps reads IDs and sort keys from the indexes of the migration created_apps_at_any_size; the expressions here
// must match theirs exactly. A page costs the same wherever it begins and however many apps there are.

/** An order as its index stores it; `kind` is the type of its keys. */
export type Order = { key: string; kind: "moment" | "text"; descending: boolean };

const moment = (key: string): Order => ({ key, kind: "moment", descending: true });

const orders = {
  newest: moment(`"createdAt"`),
  name: { key: `lower("name")`, kind: "text", descending: false },
  updated: moment(`"updatedAt"`),
  token: moment(`coalesce("lastTokenAt", to_timestamp(0))`),
} as const satisfies Record<AppListQuery["sort"], Order>;

const removalOrder = moment(`"removedAt"`);

/** The order of a query. */
export const orderOf = ({ removed, sort }: AppListQuery): Order => (removed ? removalOrder : orders[sort]);

/** At most `limit` rows of an account that match the query, beyond `from`; `backwards` reads toward the first page. */
export type Slice = {
  accountId: string;
  query: AppListQuery;
  from: Place | null;
  backwards: boolean;
  limit: number;
};

type Statement = { text: string; values: unknown[] };

/** Collects a statement's values; `add` returns the placeholder of the value added. */
function parameters() {
  const values: unknown[] = [];
  return { values, add: (value: unknown): string => `$${values.push(value)}` };
}

type Add = ReturnType<typeof parameters>["add"];

/** Read this many rows in order to find a search; only if it is rarer is it looked up in its index. */
const walkedRows = 1000;

/** The rows in order, read from that order's index. */
export function inOrder(slice: Slice): Statement {
  const { values, add } = parameters();
  return { text: `SELECT "id", "key" FROM (${ordered(slice, add, slice.limit)}) AS "page"`, values };
}

/**
 * The number of rows, counted up to the slice's limit. Uses the `newest` order, whose index alone covers every
 * condition.
 */
export function counted(slice: Slice): Statement {
  const { text, values } = inOrder({ ...slice, query: { ...slice.query, sort: "newest" } });
  return { text: `SELECT count(*)::int AS "count" FROM (${text}) AS "counted"`, values };
}

/** The rows that match the search among the first 1,000 in order; among all rows if they are removed apps. */
export function matchesInOrder(slice: Slice): Statement {
  const { values, add } = parameters();
  const rows = ordered(slice, add, slice.query.removed ? null : walkedRows);
  const text = `SELECT "id", "key" FROM (${rows}) AS "walked" WHERE ${matches(slice, add)} ${orderBy(slice)} LIMIT ${slice.limit}`;
  return { text, values };
}

const soughtColumns = `"id", "ownerId", "state", "name", "clientId", "createdAt", "updatedAt", "lastTokenAt"`;

/** Every row that matches the search, in order. */
export function matchesLookedUp(slice: Slice): Statement {
  const { values, add } = parameters();
  return { text: `${lookedUp(slice, add)} ${orderBy(slice)} LIMIT ${slice.limit}`, values };
}

/** How many rows match the search, counted up to the slice's limit. */
export function countedMatches(slice: Slice): Statement {
  const { values, add } = parameters();
  const text = `SELECT count(*)::int AS "count" FROM (${lookedUp(slice, add)} LIMIT ${slice.limit}) AS "counted"`;
  return { text, values };
}

/**
 * Materialize the candidates first; otherwise the planner may walk the sort index until it has found enough matches.
 */
function lookedUp({ accountId, ...slice }: Slice, add: Add): string {
  const { query } = slice;
  const pieces = `"app_name_pieces"(${add(accountId)}, ${add(query.search)}, ${Math.min(3, [...query.search].length)})`;
  const inName = nameHolds(query, add);
  const prefix = clientIdPrefix(query.search);
  const candidates = [
    `"app_name_pieces"("accountId", "name", 1) @> ${pieces} AND ${inName}`,
    ...(prefix ? [`"clientId" LIKE ${add(prefix)} AND NOT ${inName}`] : []),
  ].map(
    (sought) =>
      `SELECT ${soughtColumns} FROM "App" WHERE "accountId" = ${add(accountId)} AND "removedAt" IS NULL AND ${sought}`,
  );
  const conditions = [`"state" = ANY(${add(wantedStates(query))}::"AppState"[])`, ...narrowed(slice, add)];
  return `WITH "found" AS MATERIALIZED (${candidates.join(" UNION ALL ")})
    SELECT "id", ${orderOf(query).key} AS "key" FROM "found" WHERE ${conditions.join(" AND ")}`;
}

/** A list of several statuses is merged from one sorted read per status, which that status's index provides. */
function ordered(slice: Slice, add: Add, limit: number | null): string {
  const { query, accountId } = slice;
  const order = orderBy(slice);
  const upTo = limit === null ? "" : `LIMIT ${limit}`;
  const shared = [`"accountId" = ${add(accountId)}`, ...narrowed(slice, add)];
  const parts = query.removed
    ? [`"removedAt" > now() - interval '${restorableDays} days'`]
    : wantedStates(query).map((state) => `"removedAt" IS NULL AND "state" = ${add(state)}`);
  const reads = parts.map(
    (part) =>
      `(SELECT "id", ${orderOf(query).key} AS "key", "name", "clientId" FROM "App" WHERE ${[...shared, part].join(" AND ")} ${order} ${upTo})`,
  );
  return `SELECT * FROM (${reads.join(" UNION ALL ")}) AS "merged" ${order} ${upTo}`;
}

const wantedStates = ({ status }: AppListQuery) => (status ? [status] : appStates);

/** Restricts to the owner's rows, and to those beyond the place to continue from. */
function narrowed({ query, from, backwards }: Omit<Slice, "accountId">, add: Add): string[] {
  const { key, descending } = orderOf(query);
  const side = descending === backwards ? ">" : "<";
  return [
    ...(query.owner ? [`"ownerId" = ${add(query.owner)}`] : []),
    ...(from ? [`(${key}, "id") ${side} (${add(from.key)}, ${add(from.id)})`] : []),
  ];
}

function orderBy({ query, backwards }: Slice): string {
  const direction = orderOf(query).descending === backwards ? "ASC" : "DESC";
  return `ORDER BY "key" ${direction}, "id" ${direction}`;
}

/** The name contains the search, ignoring case, or the client ID begins with it. */
function matches({ query }: Slice, add: Add): string {
  const prefix = clientIdPrefix(query.search);
  const inName = nameHolds(query, add);
  return prefix ? `(${inName} OR "clientId" LIKE ${add(prefix)})` : inName;
}

const nameHolds = ({ search }: AppListQuery, add: Add): string => `strpos(lower("name"), lower(${add(search)})) > 0`;

/**
 * A LIKE pattern for client IDs, or null. They consist of letters and digits, so a search with anything else begins
 * none of them, and nothing needs escaping.
 */
const clientIdPrefix = (search: string): string | null => (/^[A-Za-z0-9]{1,22}$/.test(search) ? `${search}%` : null);
