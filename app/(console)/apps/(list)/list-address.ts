import type { AppListQuery } from "@/lib/apps/list";

/** The address of Created apps that shows this; a changed filter begins at the first page. */
export function listAddress(query: Partial<AppListQuery>): string {
  const params = new URLSearchParams();
  for (const name of ["search", "status", "after", "before"] as const) if (query[name]) params.set(name, query[name]);
  return params.size > 0 ? `/apps?${params}` : "/apps";
}
