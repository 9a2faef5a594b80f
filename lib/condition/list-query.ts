import type { AppState } from "@/lib/app-state";

/** The orders of Created apps: newest first, by name, recently updated first, last token first. */
export const appSorts = ["newest", "name", "updated", "token"] as const;

type AppSort = (typeof appSorts)[number];

/**
 * What the address of Created apps says: a search, a status, an owner's id, an order, whether it is the removed ones, and
 * the row to go on after or before.
 */
export type AppListQuery = {
  search: string;
  status: AppState | null;
  owner: string | null;
  sort: AppSort;
  removed: boolean;
  after: string | null;
  before: string | null;
};

/** Reads the address of Created apps; what makes no sense in it is left out. Removed apps have one order and no status. */
export function appListQuery(params: Record<string, string | string[] | undefined>): AppListQuery {
  const one = (name: string): string => [params[name]].flat()[0] ?? "";
  const [status, sort, owner, removed] = [one("status"), one("sort"), one("owner"), one("removed") === "true"];
  return {
    search: one("search").replaceAll("\0", "").slice(0, 200).trim(),
    status: !removed && (status === "draft" || status === "activated" || status === "deactivated") ? status : null,
    owner: /^[\w-]{1,64}$/.test(owner) ? owner : null,
    sort: (!removed && appSorts.find((known) => known === sort)) || "newest",
    removed,
    after: one("after") || null,
    before: one("before") || null,
  };
}

/** Whether the list shows less than all of its apps. */
export const isFiltered = ({ search, status, owner }: AppListQuery): boolean =>
  search !== "" || status !== null || owner !== null;
