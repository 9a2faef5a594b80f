import type { AppListQuery } from "@/lib/condition/list-query";

/** The address of Created apps that shows this; a changed filter begins at the first page. */
export function listAddress({ removed, sort, ...query }: Partial<AppListQuery>): string {
  const params = new URLSearchParams();
  if (removed) params.set("removed", "true");
  for (const name of ["search", "status", "owner"] as const) if (query[name]) params.set(name, query[name]);
  if (sort && sort !== "newest") params.set("sort", sort);
  for (const name of ["after", "before"] as const) if (query[name]) params.set(name, query[name]);
  return params.size > 0 ? `/apps?${params}` : "/apps";
}

/** What is asked for, wherever in the list one is. */
export const firstPage = (query: AppListQuery): AppListQuery => ({ ...query, after: null, before: null });
