import { type ActivityFilter, activityParams } from "@/lib/activity/filter";

/** The address of the Activity page at `path` with this filter, on the newest page unless `more` says where. */
export function activityAddress(path: string, filter: ActivityFilter, more: Record<string, string> = {}): string {
  const params = activityParams(filter);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return params.size > 0 ? `${path}?${params}` : path;
}
