/** More segments than any URL of ours has. */
const maxDepth = 40;

/** Next's codes for the kinds of dynamic route segments. */
const parameterKind = /^(d|c|oc)$|^(d|c)i(\(\.\)|\(\.\.\)|\(\.\.\)\(\.\.\)|\(\.\.\.\))$/;

/**
 * Whether a `next-router-state-tree` header, which says where the browser is, has the format that Next's router sends.
 * Next answers 500 to anything else.
 */
export function isRouterState(header: string): boolean {
  try {
    return isTree(JSON.parse(decodeURIComponent(header)), 0);
  } catch {
    return false;
  }
}

function isTree(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6 || depth > maxDepth) return false;
  const [segment, children, url, marker, hints, search] = value as unknown[];
  return (
    isSegment(segment) &&
    isObject(children) &&
    Object.values(children).every((child) => isTree(child, depth + 1)) &&
    (url == null || isTexts(url, 2)) &&
    (marker == null || ["refetch", "inside-shared-layout", "metadata-only"].includes(String(marker))) &&
    (hints == null || typeof hints === "number") &&
    (search === undefined || typeof search === "string")
  );
}

function isSegment(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, parameter, kind, siblings] = value as unknown[];
  return (
    isTexts([name, parameter, kind], 3) && parameterKind.test(String(kind)) && (siblings === null || isTexts(siblings))
  );
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Object.hasOwn(value, "__proto__");

const isTexts = (value: unknown, count?: number): boolean =>
  Array.isArray(value) &&
  (count === undefined || value.length === count) &&
  value.every((text) => typeof text === "string");
