import { describe, expect, it } from "vitest";
import { jsonIn, retryAfterSeconds, storableText } from "@/lib/outgoing/answer";

describe("Retry-After", () => {
  const date = "Wed, 21 Oct 2026 07:28:00 GMT";
  const rows: [string, Record<string, string>, number | null][] = [
    ["in seconds", { "retry-after": "120" }, 120],
    ["of nothing", { "retry-after": "0" }, 0],
    ["as a date, relative to the answer's own clock", { "retry-after": "Wed, 21 Oct 2026 07:30:00 GMT", date }, 120],
    ["as a date that has passed", { "retry-after": "Wed, 21 Oct 2026 07:00:00 GMT", date }, 0],
    ["that is missing", {}, null],
    ["below zero", { "retry-after": "-5" }, null],
    ["with a fraction", { "retry-after": "1.5" }, null],
    ["out of bounds", { "retry-after": "99999999999999999999" }, null],
    ["in words", { "retry-after": "tomorrow" }, null],
    ["as an impossible date", { "retry-after": "Foo, 99 Bar 2026 GMT" }, null],
  ];
  it.each(rows)("%s", (_case, headers, seconds) => {
    expect(retryAfterSeconds({ headers })).toBe(seconds);
  });
});

describe("an answer's text", () => {
  it("ends before a character that was cut off", () => {
    const bytes = Buffer.from("aé🚪");
    for (const length of [2, 4, 5, 6]) {
      expect(storableText(bytes.subarray(0, length), true)).toBe(length < 3 ? "a" : "aé");
    }
    expect(storableText(bytes, false)).toBe("aé🚪");
  });

  it("marks where it was invalid", () => {
    expect(storableText(Buffer.from([0x61, 0xc3]), false)).toBe("a\u{FFFD}");
    expect(storableText(Buffer.from("a\0b"), false)).toBe("a\u{FFFD}b");
  });
});

describe("JSON in an answer", () => {
  it("is read with or without a byte order mark", () => {
    expect(["{}", "\uFEFF{}", "\uFEFF [1]\r\n"].map(jsonIn)).toEqual([{}, {}, [1]]);
  });

  it("is null for anything else", () => {
    expect(["", "\uFEFF", "\uFEFF\uFEFF{}", "ok"].map(jsonIn)).toEqual([null, null, null, null]);
  });
});
