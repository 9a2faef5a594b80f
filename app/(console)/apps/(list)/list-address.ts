import type { AppListQuery } from "@/lib/condition/list-query";

/** The URL of Created apps for this query; without a cursor it shows the first page. */
export function listAddress({ removed, sort, ...query }: Partial<AppListQuery>): string {
  const params = new URLSearchParams();
  if (removed) params.set("removed", "true");
  for (const name of ["search", "status", "owner"] as const) if (query[name]) params.set(name, query[name]);
  if (sort && sort !== "newest") params.set("sort", sort);
  for (const name of ["after", "before"] as const) if (query[name]) params.set(name, query[name]);
  return params.size > 0 ? `/apps?${params}` : "/apps";
}

/** The same query without cursors. */
export const firstPage = (query: AppListQuery): AppListQuery => ({ ...query, after: null, before: null });
