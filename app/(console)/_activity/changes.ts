import { informationField, informationNames } from "@/lib/apps/information-fields";
import { grantablePrivileges } from "@/lib/rights/privileges";

/**
 * A changed field, its values in words; null where the field did not or does not exist. `isOutcome`: it says yes or no.
 */
type ValueChange = { field: string; before: string | null; after: string | null; isOutcome?: true };

/** A changed list: the items removed and added. */
type ListChange = { field: string; removed: string[]; added: string[] };

export type FieldChange = ValueChange | ListChange;

/** The differences between `before` and `after` of an audit entry, by field. Unchanged fields are left out. */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  names.delete("because");
  return [...names].flatMap((name) => changeOf(name, old[name], now[name]));
}

/** The recorded reasons, for changes that were a consequence of something else; empty for all others. */
export function reasonsOf(after: unknown): string[] {
  const { because } = fieldsOf(after);
  return [because].flat().filter((one): one is string => typeof one === "string" && one !== "");
}

const fieldsOf = (half: unknown): Record<string, unknown> =>
  typeof half === "object" && half !== null && !Array.isArray(half) ? { ...half } : {};

function changeOf(name: string, old: unknown, now: unknown): FieldChange[] {
  if (name === "rights") return rightsChanges(fieldsOf(old), fieldsOf(now));
  if (isList(old) || isList(now)) return listChange(nameWords(name), listOf(old), listOf(now));
  const wordsFor = name === "state" ? stateWords : valueWords;
  const isOutcome = typeof old === "boolean" || typeof now === "boolean";
  const change = {
    field: nameWords(name),
    before: wordsFor(old),
    after: wordsFor(now),
    ...(isOutcome && { isOutcome }),
  };
  return change.before === change.after ? [] : [change];
}

const most = { changes: 3, length: 120 };

/** Splits changes into those shown in the entry's line and those in a fold. An outcome is never folded away. */
export function laidOut(changes: readonly FieldChange[]): { shown: FieldChange[]; folded: FieldChange[] } {
  const length = changes.reduce((sum, change) => sum + lengthOf(change), 0);
  if (changes.length <= most.changes && length <= most.length) return { shown: [...changes], folded: [] };
  const isShown = (change: FieldChange): boolean => "isOutcome" in change;
  return { shown: changes.filter(isShown), folded: changes.filter((change) => !isShown(change)) };
}

const lengthOf = (change: FieldChange): number =>
  "added" in change
    ? [...change.removed, ...change.added].join(", ").length
    : `${change.before ?? ""}${change.after ?? ""}`.length;

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const listOf = (value: unknown): string[] => (isList(value) ? value.map((one) => valueWords(one) ?? "none") : []);

function listChange(field: string, old: string[], now: string[]): FieldChange[] {
  const removed = old.filter((one) => !now.includes(one));
  const added = now.filter((one) => !old.includes(one));
  return removed.length + added.length > 0 ? [{ field, removed, added }] : [];
}

/** One change per privilege of a role, in the order of the role's page. */
function rightsChanges(old: Record<string, unknown>, now: Record<string, unknown>): FieldChange[] {
  const names = [...new Set([...grantablePrivileges, ...Object.keys(old), ...Object.keys(now)])];
  return names
    .map((field) => ({ field, before: accessWords(old[field]), after: accessWords(now[field]) }))
    .filter((change) => change.before !== change.after);
}

const accessWords = (access: unknown): string => capitalised(String(access ?? "none"));
const stateWords = (state: unknown): string | null => (typeof state === "string" ? capitalised(state) : null);

const names: Record<string, string> = {
  ...Object.fromEntries(informationNames.map((name) => [name, informationField(name).label])),
  name: "Name",
  url: "Endpoint URL",
  id: "ID",
  oldEnds: "Old secrets expire",
  by: "Person",
  what: "Action",
};

/** "shortDescription" -> "Short description". */
function nameWords(name: string): string {
  const words = names[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return capitalised(words);
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function valueWords(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (value === "") return "empty";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((one) => valueWords(one)).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  return momentWords(String(value));
}

/** "2026-11-22T10:15:30.000Z" -> "2026-11-22 10:15 UTC"; any other text is unchanged. */
const momentWords = (text: string): string =>
  text.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}(\.\d+)?Z$/, "$1 $2 UTC");
