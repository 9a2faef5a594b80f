import { actionGroups } from "@/lib/activity/action-groups";
import { type AuditAction, auditActions } from "@/lib/audit/actions";
import { isDay, isTimeZone } from "@/lib/text/days";

/** Stands for Patchbay where a person's id would: what nobody did by hand. */
export const byPatchbay = "patchbay";

/** What the address of an Activity page asks for; null: all of it. */
export type ActivityFilter = {
  /** A person's id, or {@link byPatchbay}. */
  by: string | null;
  /** An action, or the key of a group of them (lib/activity/action-groups.ts). */
  what: string | null;
  /** An app's id, its client ID, or (a part of) its name. */
  app: string | null;
  /** The first and the last day, as 2026-11-22, both whole days of `zone`. */
  from: string | null;
  to: string | null;
  /** IANA name; null counts as UTC. */
  zone: string | null;
  /** One act, by the id its entries share. */
  act: string | null;
};

const names = ["by", "what", "app", "from", "to", "zone", "act"] as const;

type Params = Record<string, string | string[] | undefined>;

/** Reads the filter from an address; what makes no sense in it is left out. */
export function activityFilter(params: Params): ActivityFilter {
  const one = (name: string, makesSense: (text: string) => boolean): string | null => {
    const text = [params[name]].flat()[0]?.trim() ?? "";
    return text && makesSense(text) ? text : null;
  };
  return {
    by: one("by", isId),
    what: one("what", (text) => actionsOf(text).length > 0),
    app: one("app", (text) => text.length <= 100 && !/\p{Cc}/u.test(text)),
    from: one("from", isDay),
    to: one("to", isDay),
    zone: one("zone", isTimeZone),
    act: one("act", isId),
  };
}

const isId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

/** The actions that `what` of a filter stands for. */
export function actionsOf(what: string): AuditAction[] {
  if (Object.hasOwn(auditActions, what)) return [what as AuditAction];
  return actionGroups().find((group) => group.key === what)?.actions ?? [];
}

/** Whether it asks for less than everything. */
export const isFiltered = ({ zone: _, ...filter }: ActivityFilter): boolean =>
  Object.values(filter).some((value) => value !== null);

/** The filter as parameters of an address, read back by {@link activityFilter}. */
export function activityParams(filter: ActivityFilter): URLSearchParams {
  const params = new URLSearchParams();
  const needless = filter.from || filter.to ? null : "zone";
  for (const name of names) if (filter[name] && name !== needless) params.set(name, filter[name]);
  return params;
}
