import { actionGroups } from "@/lib/activity/action-groups";
import { type AuditAction, auditActions } from "@/lib/audit/actions";
import { isDay, isTimeZone } from "@/lib/text/days";
import { searchText } from "@/lib/text/plain";

/** Used in place of a person's ID for entries of the system, which no one did by hand. */
export const byPatchbay = "patchbay";

/** The filter in the URL of an Activity page; null: not filtered by that. */
export type ActivityFilter = {
  /** A person's ID, or {@link byPatchbay}. */
  by: string | null;
  /** An action, or a group's key (lib/activity/action-groups.ts). */
  what: string | null;
  /** An app's ID, its client ID, or all or part of its name. */
  app: string | null;
  /** The first and last day, such as 2026-11-22; both are whole days in `zone`. */
  from: string | null;
  to: string | null;
  /** IANA name; null means UTC. */
  zone: string | null;
  /** One act, by the ID its entries share. */
  act: string | null;
};

const names = ["by", "what", "app", "from", "to", "zone", "act"] as const;

type Params = Record<string, string | string[] | undefined>;

/** Reads the filter from a URL's parameters, ignoring invalid values. */
export function activityFilter(params: Params): ActivityFilter {
  const one = (name: string, makesSense: (text: string) => boolean): string | null => {
    const text = [params[name]].flat()[0]?.trim() ?? "";
    return text && makesSense(text) ? text : null;
  };
  return {
    by: one("by", isId),
    what: one("what", (text) => actionsOf(text).length > 0),
    app: searchText([params.app].flat()[0] ?? "", 100) || null,
    from: one("from", isDay),
    to: one("to", isDay),
    zone: one("zone", isTimeZone),
    act: one("act", isId),
  };
}

const isId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

/** The actions that a filter's `what` selects. */
export function actionsOf(what: string): AuditAction[] {
  if (Object.hasOwn(auditActions, what)) return [what as AuditAction];
  return actionGroups().find((group) => group.key === what)?.actions ?? [];
}

/** Whether the filter selects less than everything. */
export const isFiltered = ({ zone: _, ...filter }: ActivityFilter): boolean =>
  Object.values(filter).some((value) => value !== null);

/** The filter as URL parameters, read back by {@link activityFilter}. */
export function activityParams(filter: ActivityFilter): URLSearchParams {
  const params = new URLSearchParams();
  const needless = filter.from || filter.to ? null : "zone";
  for (const name of names) if (filter[name] && name !== needless) params.set(name, filter[name]);
  return params;
}
