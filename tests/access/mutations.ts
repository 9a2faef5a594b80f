import * as fc from "fast-check";

/** Values a form never sends for a text, a number or a list. */
const wrong = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, "", " ", "\0", "\ud800", "$undefined", "%00", "../..", "'; --"),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    "x".repeat(20_000),
    Array.from({ length: 6000 }, () => "x"),
  ),
  fc.dictionary(fc.constantFrom("then", "constructor", "toString", "length", "from"), fc.constantFrom(1, "x", null)),
);

/** The paths to everything in a value that can be replaced; [] is the value itself. */
function places(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, one]) => places(one, [...way, key]))];
}

function withAt(value: unknown, [key, ...way]: string[], put: unknown): unknown {
  if (key === undefined) return put;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) };
  Object.assign(copy, { [key]: withAt((value as Record<string, unknown>)[key], way, put) });
  return copy;
}

/** Changes to an input: which of its places (modulo their number) gets which value. At most three. */
export const spoils = fc.array(fc.tuple(fc.nat(200), wrong), { maxLength: 3 });

/** The input with those places replaced. */
export const spoiled = (input: unknown, changes: readonly [number, unknown][]): unknown =>
  changes.reduce<unknown>((value, [nth, put]) => spoil(value, nth, put), input);

function spoil(value: unknown, nth: number, put: unknown): unknown {
  const all = places(value);
  return withAt(value, all[nth % all.length] ?? [], put);
}

/** React's notation for references to other parts of a body, functions and streams, all leading nowhere. */
const references = ["$0", "$1", "$1:a:b", "$0:__proto__:then", "$@0", "$@1", "$F1", "$K1", "$Q1", "$W1", "$i1", "$B1"];
const moreReferences = ["$h1", "$R1", "$r1", "$X1", "$o1", "$D", "$Dx", "$nx", "$n", "$S", "$A1", "$P1", "$-0", "$"];

/** Bodies that are not arguments, or only look like them. */
export const brokenBody = fc.oneof(
  fc.array(fc.constantFrom("[", "]", "{", "}", '"', "$", ",", ":", "1", "\0", "é")).map((parts) => parts.join("")),
  fc.constantFrom(...references, ...moreReferences).map((text) => JSON.stringify([text])),
  fc.constantFrom(...references, ...moreReferences).map((text) => JSON.stringify([{ appId: text, name: [text] }])),
  fc.constantFrom("[".repeat(50_000), `${"[".repeat(50_000)}${"]".repeat(50_000)}`, `[${'{"a":'.repeat(5000)}1`),
  fc.constantFrom('[{"__proto__":{"appId":"x"}}]', '[{"constructor":{"prototype":1}}]', "[]", "[1,2,3]", "[null]"),
);
