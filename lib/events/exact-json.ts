/** A place in a JSON text, as `events.3.payload.id`, and why its value can't be passed on unchanged, as a sentence. */
type Inexact = { field: string; message: string };

const token = /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|true|false|null)/y;

type Open = { names: Set<string> | null; at: string | number };

/**
 * The first value that parsing and writing a JSON text would change: a number that JavaScript can't hold exactly, a name
 * that appears twice in an object, or the name `__proto__`, which copying drops. Null if there is none. The text must be
 * valid JSON. The order of an object's names, white space and notation (1.50, 1e2) don't count.
 */
export function findInexact(text: string): Inexact | null {
  const open: Open[] = [];
  let isName = false;
  token.lastIndex = 0;
  for (let met = token.exec(text); met; met = token.exec(text)) {
    const [, sign, string, number] = met;
    const message = isName && string !== undefined ? enterName(open.at(-1), string) : whyNotExact(number);
    if (message) return { field: placeOf(open), message };
    isName = sign !== undefined && isNameAfter(sign, open);
  }
  return null;
}

/** Keeps track of the open brackets, and tells whether a name comes next. */
function isNameAfter(sign: string, open: Open[]): boolean {
  if (sign === "{") open.push({ names: new Set(), at: "" });
  if (sign === "[") open.push({ names: null, at: 0 });
  if (sign === "}" || sign === "]") open.pop();
  const inside = open.at(-1);
  if (sign === "," && typeof inside?.at === "number") inside.at += 1;
  return (sign === "{" || sign === ",") && inside?.names != null;
}

/** Moves on to the next name of the innermost object. */
function enterName(inside: Open | undefined, string: string): string | null {
  const name = JSON.parse(string) as string;
  if (inside) inside.at = name;
  if (name === "__proto__") return "Use another name: many programs drop this one.";
  if (inside?.names?.has(name)) return "Send each name only once in an object.";
  inside?.names?.add(name);
  return null;
}

const placeOf = (open: readonly Open[]): string => open.map(({ at }) => at).join(".");

function whyNotExact(number: string | undefined): string | null {
  if (number === undefined) return null;
  const read = Number(number);
  if (Object.is(read, -0)) return "Send 0: the sign of -0 would be lost.";
  return Number.isFinite(read) && decimal(number) === decimal(String(read))
    ? null
    : `Send this number as text: JavaScript would make it ${Number.isFinite(read) ? read : null}.`;
}

/** The same text for numbers of the same value, however they are written: the digits without zeros around, and an exponent. */
function decimal(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const shortest = digits.replace(/0+$/, "");
  if (shortest === "") return "0";
  return `${sign}${shortest}e${Number(exponent) - fraction.length + digits.length - shortest.length}`;
}
