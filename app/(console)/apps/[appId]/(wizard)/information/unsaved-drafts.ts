import { type Information, informationInput } from "@/lib/apps/rules";

/** What was typed over `from` and is not saved yet, kept in the browser's tab so that a reload does not lose it. */
export type Drafts = Partial<Record<keyof Information, { from: string; to: string }>>;

const keyOf = (appId: string): string => `unsaved-information:${appId}`;
const fields = Object.keys(informationInput.shape) as (keyof Information)[];

export function keepDrafts(appId: string, drafts: Drafts): void {
  if (Object.keys(drafts).length === 0) sessionStorage.removeItem(keyOf(appId));
  else sessionStorage.setItem(keyOf(appId), JSON.stringify(drafts));
}

/** The drafts that were typed over what is still saved; what somebody else changed meanwhile is theirs. */
export function keptDrafts(appId: string, saved: Information): Drafts {
  const kept: Drafts = JSON.parse(sessionStorage.getItem(keyOf(appId)) ?? "{}");
  return Object.fromEntries(
    fields.flatMap((field) => (kept[field]?.from === saved[field] ? [[field, kept[field]]] : [])),
  );
}

/** The fields whose value differs from what is saved. */
export function draftsOf(values: Information, saved: Information): Drafts {
  const changed = fields.filter((field) => values[field].trim() !== saved[field]);
  return Object.fromEntries(changed.map((field) => [field, { from: saved[field], to: values[field] }]));
}
