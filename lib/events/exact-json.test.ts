import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findInexact } from "@/lib/events/exact-json";

const fieldOf = (text: string): string | undefined => findInexact(text)?.field;

describe("passed on exactly:", () => {
  test.each([
    '{"id":9007199254740991,"a":[0,-1,1.50,1e2,1E+2,0.1,0e999999,5e-324,1.7976931348623157e308,100000000000000000000]}',
    '{"a":{"n":1},"b":{"n":1},"c":[{"n":1},{"n":1}]}',
    '{ "text" : "1e400 7615917337495251231 __proto__ {\\"a\\":-0}" }',
    '{"text":"\\\\","proto":"__proto__","constructor":{"toString":[]}}',
    "[]",
    "null",
    '"a"',
  ])("%s", (text) => {
    expect(findInexact(text)).toBeNull();
  });

  test("whatever JavaScript itself has written, -0 aside", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(text.includes("__proto__") || findInexact(text) === null).toBe(true);
      }),
    );
  });
});

describe("named by its place:", () => {
  test.each([
    ['{"payload":{"object":{"id":7615917337495251231}}}', "payload.object.id"],
    ['{"events":[{"a":1},{"payload":{"n":[1,[2,1e400]]}}]}', "events.1.payload.n.1.1"],
    ['{"n":-1e400}', "n"],
    ['{"n":1e-400}', "n"],
    ['{"n":9007199254740993}', "n"],
    ['{"n":0.12345678901234567890}', "n"],
    ['{"a":{},"n":-0}', "n"],
    ['{"n":-0.0e5}', "n"],
    ['{"__proto__":{"a":1}}', "__proto__"],
    ['{"a":{"\\u005f_proto__":1}}', "a.__proto__"],
    ['{"a":1,"b":2,"a":1}', "a"],
    ['{"a":[{"b":1,"\\u0062":2}]}', "a.0.b"],
    ["1e400", ""],
  ])("%s", (text, field) => {
    expect(fieldOf(text)).toBe(field);
  });

  test("a number, with what it would become", () => {
    expect(findInexact('{"id":7615917337495251231}')?.message).toBe(
      "Send this number as text: JavaScript would make it 7615917337495251000.",
    );
  });

  test("deep inside as well", () => {
    const deep = `${'{"a":['.repeat(2000)}1e400${"]}".repeat(2000)}`;
    expect(fieldOf(deep)).toBe(Array(2000).fill("a.0").join("."));
  });
});
