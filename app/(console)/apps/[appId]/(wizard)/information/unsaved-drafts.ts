import * as z from "zod";
import { type Information, informationFields, informationInput } from "@/lib/apps/rules";

/** What was typed over `from` and is not saved yet, kept in the browser's tab so that a reload does not lose it. */
type Drafts = Partial<Record<keyof Information, { from: string; to: string }>>;

const keptInput = z.partialRecord(informationInput.keyof(), z.object({ from: z.string(), to: z.string() }));

const keyOf = (appId: string): string => `unsaved-information:${appId}`;

export function keepDrafts(appId: string, drafts: Drafts): void {
  if (Object.keys(drafts).length === 0) sessionStorage.removeItem(keyOf(appId));
  else sessionStorage.setItem(keyOf(appId), JSON.stringify(drafts));
}

/** What was kept; nothing when it cannot be read. */
export function keptDrafts(appId: string): Drafts {
  try {
    return keptInput.parse(JSON.parse(sessionStorage.getItem(keyOf(appId)) ?? "{}"));
  } catch {
    return {};
  }
}

/** The fields whose value differs from what is saved. */
export function draftsOf(values: Information, saved: Information): Drafts {
  const changed = informationFields.filter((field) => values[field].trim() !== saved[field]);
  return Object.fromEntries(changed.map((field) => [field, { from: saved[field], to: values[field] }]));
}
