import type { Information, InformationField } from "@/lib/apps/information-fields";

type Draft = { from: string; to: string };

/** Unsaved edits (`from`: the saved value), kept in sessionStorage so that a reload doesn't lose them. `place`: whose, and of which app. */
type Drafts = Partial<Record<InformationField, Draft>>;

const keyOf = (place: string): string => `unsaved-information:${place}`;

export function keepDrafts(place: string, drafts: Drafts): void {
  if (Object.keys(drafts).length === 0) sessionStorage.removeItem(keyOf(place));
  else sessionStorage.setItem(keyOf(place), JSON.stringify(drafts));
}

/** The kept edits of these fields; empty if they can't be parsed. */
export function keptDrafts(place: string, fields: readonly InformationField[]): Drafts {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? "{}");
    return Object.fromEntries(fields.flatMap((field) => (isDraft(kept[field]) ? [[field, kept[field]]] : [])));
  } catch {
    return {};
  }
}

const isDraft = (kept: Partial<Draft> | undefined): kept is Draft =>
  typeof kept?.from === "string" && typeof kept.to === "string";

/** The fields whose trimmed value differs from the saved one. */
export function draftsOf(values: Information, saved: Information): Drafts {
  const changed = fieldsOf(saved).filter((field) => values[field].trim() !== saved[field]);
  return Object.fromEntries(changed.map((field) => [field, { from: saved[field], to: values[field] }]));
}

export const fieldsOf = (saved: Information) => Object.keys(saved) as InformationField[];
