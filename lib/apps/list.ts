import type { Prisma } from "@/generated/prisma/client";
import type { AppState } from "@/lib/apps/rules";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { mayEditApp, maySeeApps } from "@/lib/roles/rules";

const pageSize = 25;
const countLimit = 1000;

/** What the address of Created apps says: a search, a status, and the row to go on after or before. */
export type AppListQuery = { search: string; status: AppState | null; after: string | null; before: string | null };

/** Reads the address of Created apps; what makes no sense in it is left out. */
export function appListQuery(params: Record<string, string | string[] | undefined>): AppListQuery {
  const one = (name: string): string => [params[name]].flat()[0] ?? "";
  const status = one("status");
  return {
    search: one("search").replaceAll("\0", "").slice(0, 200).trim(),
    status: status === "draft" || status === "activated" || status === "deactivated" ? status : null,
    after: one("after") || null,
    before: one("before") || null,
  };
}

type Cursor = { createdAt: Date; id: string };

const cursorOf = (row: Cursor): string => `${row.createdAt.getTime().toString(36)}.${row.id}`;

function parseCursor(text: string | null): Cursor | null {
  const [, time, id] = /^([0-9a-z]{1,10})\.([\w-]{1,64})$/.exec(text ?? "") ?? [];
  const createdAt = new Date(Number.parseInt(time ?? "", 36));
  return id && !Number.isNaN(createdAt.getTime()) ? { createdAt, id } : null;
}

/**
 * A page of Created apps, newest first, by keyset: as quick on the last page as on the first. `next` and `previous` are
 * cursors; `total` counts up to 1,000 and is null beyond.
 */
export async function listApps(actor: Actor, query: AppListQuery) {
  if (!maySeeApps(actor)) return { apps: [], total: 0, next: null, previous: null };
  const where = filterOf(actor, query);
  const before = parseCursor(query.before);
  const after = before ? null : parseCursor(query.after);
  const direction = before ? "asc" : "desc";
  const [rows, total] = await Promise.all([
    db().app.findMany({
      where: { AND: [where, beyond(before, "gt"), beyond(after, "lt")] },
      orderBy: [{ createdAt: direction }, { id: direction }],
      take: pageSize + 1,
      select: listColumns,
    }),
    db().app.count({ where, take: countLimit + 1 }),
  ]);
  const more = rows.length > pageSize;
  const page = rows.slice(0, pageSize);
  if (before) page.reverse();
  const [first, last] = [page[0], page.at(-1)];
  return {
    apps: page.map(({ owner, _count, ...app }) => ({
      ...app,
      ownerName: owner.name,
      scopeCount: _count.scopes,
      mayEdit: mayEditApp(actor, app),
    })),
    total: total > countLimit ? null : total,
    next: last && (before !== null || more) ? cursorOf(last) : null,
    previous: first && (before ? more : after !== null) ? cursorOf(first) : null,
  };
}

export type ListedApp = Awaited<ReturnType<typeof listApps>>["apps"][number];

const listColumns = {
  id: true,
  name: true,
  clientId: true,
  state: true,
  ownerId: true,
  createdAt: true,
  updatedAt: true,
  lastTokenAt: true,
  owner: { select: { name: true } },
  _count: { select: { scopes: true } },
} as const;

function filterOf(actor: Actor, { search, status }: AppListQuery): Prisma.AppWhereInput {
  const literal = search.replace(/[\\%_]/g, "\\$&");
  return {
    accountId: actor.accountId,
    removedAt: null,
    ...(status ? { state: status } : {}),
    ...(search
      ? { OR: [{ name: { contains: literal, mode: "insensitive" } }, { clientId: { startsWith: literal } }] }
      : {}),
  };
}

const beyond = (cursor: Cursor | null, side: "lt" | "gt"): Prisma.AppWhereInput =>
  cursor
    ? { OR: [{ createdAt: { [side]: cursor.createdAt } }, { createdAt: cursor.createdAt, id: { [side]: cursor.id } }] }
    : {};
