/** Deeper than any of our forms, and shallow enough for a recursive parser. */
const maxDepth = 12;

/**
 * Whether a body is an action's arguments as our pages send them: a JSON array of plain data. React's format also
 * allows references (`$` and more: other parts of the body, functions, streams). Our pages send none, and React fails,
 * or never answers, if they lead nowhere. A string that begins with `$` is sent as `$$…`.
 */
export function areActionArguments(body: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return Array.isArray(value) && isPlain(value, 0);
  } catch {
    return false;
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "string") return !value.startsWith("$") || value.startsWith("$$") || value === "$undefined";
  if (typeof value !== "object" || value === null) return true;
  // Keys such as `constructor` break code that expects a plain object.
  if (depth === maxDepth || Object.keys(value).some((key) => key in Object.prototype)) return false;
  return Object.values(value).every((one) => isPlain(one, depth + 1));
}
