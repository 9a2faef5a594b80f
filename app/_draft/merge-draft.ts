import type { Draft, Values } from "./draft-store";

export type Merged = {
  /** The fields to fill, with what was typed. */
  restored: Values;
  /** The fields among them that someone else has changed in the meantime, with what they hold now. */
  changed: Values;
};

/** What to restore of a draft into a form that begins with `base` now. null: the draft says nothing new. */
export function mergeDraft(draft: Draft, base: Values): Merged | null {
  const fields = Object.keys(draft.typed).filter(
    (field) =>
      field in base && !isSame(draft.typed[field], draft.base[field]) && !isSame(draft.typed[field], base[field]),
  );
  if (fields.length === 0) return null;
  const changed = fields.filter((field) => !isSame(draft.base[field], base[field]));
  return { restored: pick(draft.typed, fields), changed: pick(base, changed) };
}

export const pick = (values: Values, fields: readonly string[]): Values =>
  Object.fromEntries(fields.map((field) => [field, values[field] ?? ""]));

/** Equal as data; the order of an object's keys doesn't count. */
export const isSame = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b);

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
