import type { AppState } from "@/lib/app-state";
import { searchText } from "@/lib/text/plain";

/** The sort orders of Created apps: newest first, by name, recently updated first, last token first. */
export const appSorts = ["newest", "name", "updated", "token"] as const;

type AppSort = (typeof appSorts)[number];

/**
 * The query in the URL of Created apps: search, status, owner ID, sort order, whether to list removed apps, and the row
 * to continue after or before.
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

/** Reads the query from a URL's parameters, ignoring invalid values. Removed apps have a single order and no status. */
export function appListQuery(params: Record<string, string | string[] | undefined>): AppListQuery {
  const one = (name: string): string => [params[name]].flat()[0] ?? "";
  const [status, sort, owner, removed] = [one("status"), one("sort"), one("owner"), one("removed") === "true"];
  return {
    search: searchText(one("search"), 200),
    status: !removed && (status === "draft" || status === "activated" || status === "deactivated") ? status : null,
    owner: /^[\w-]{1,64}$/.test(owner) ? owner : null,
    sort: (!removed && appSorts.find((known) => known === sort)) || "newest",
    removed,
    after: one("after") || null,
    before: one("before") || null,
  };
}

/** Whether the list shows fewer than all of its apps. */
export const isFiltered = ({ search, status, owner }: AppListQuery): boolean =>
  search !== "" || status !== null || owner !== null;
