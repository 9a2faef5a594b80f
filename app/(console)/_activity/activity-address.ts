import { type ActivityFilter, activityParams } from "@/lib/activity/filter";

/** The address of an Activity page (`path`) that shows this; a changed filter begins at the newest page. */
export function activityAddress(path: string, filter: ActivityFilter, more: Record<string, string> = {}): string {
  const params = activityParams(filter);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return params.size > 0 ? `${path}?${params}` : path;
}
