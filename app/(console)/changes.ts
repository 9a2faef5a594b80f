/** One field that an act changed, in words; null where there was, or is, no such field. */
export type FieldChange = { field: string; before: string | null; after: string | null };

/** What changed between the two halves of an audit entry, field by field; what stayed the same is left out. */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...names]
    .map((name) => ({ field: nameWords(name), before: valueWords(old[name]), after: valueWords(now[name]) }))
    .filter((change) => change.before !== change.after);
}

const fieldsOf = (half: unknown): Record<string, unknown> =>
  typeof half === "object" && half !== null && !Array.isArray(half) ? { ...half } : {};

/** "shortDescription" -> "Short description", "url" -> "URL". */
function nameWords(name: string): string {
  if (name === "url" || name === "id") return name.toUpperCase();
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueWords(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (value === "") return "empty";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((one) => valueWords(one)).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
