/** Deeper than any form of ours, and shallower than what a reader that calls itself for each level can bear. */
const maxDepth = 12;

/**
 * Whether a body is the arguments of an action as our pages send them: a JSON array of plain data. React's own form of
 * it also knows references (`$` and more: other parts of the body, functions, streams), which no page of ours sends and
 * which React answers with a failure, or never, when they lead nowhere. A text that begins with `$` is sent as `$$…`.
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
  // A field named as what every object has (toString, constructor) trips whoever takes the object for a plain one.
  if (depth === maxDepth || Object.keys(value).some((key) => key in Object.prototype)) return false;
  return Object.values(value).every((one) => isPlain(one, depth + 1));
}
