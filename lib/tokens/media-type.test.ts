import { expect, it } from "vitest";
import { parseMediaType } from "@/lib/tokens/media-type";

const json = { type: "application/json", isUtf8: true };

it.each([
  "application/json",
  "Application/JSON",
  " application/json ",
  "application/json;charset=utf-8",
  'application/json; charset="utf-8"',
  'application/json; CHARSET="UTF\\-8"',
  "application/json\t;\tcharset=utf8",
  "application/json;",
  "application/json;; ;charset=utf-8;",
  "application/json; charset = utf-8",
  'application/json; profile="a;charset=latin1"; charset=utf-8',
  "application/json; odata=verbose",
  "application/json; flag",
])("a media type is read as RFC 9110 writes it: %s", (text) => {
  expect(parseMediaType(text)).toEqual(json);
});

it.each([
  "application/json; charset=latin1",
  'application/json; charset="latin1"',
  "application/json; charset",
  'application/json; charset=""',
  "application/json; charset='utf-8'",
  "application/json; charset=utf-8; charset=latin1",
])("another charset is seen: %s", (text) => {
  expect(parseMediaType(text)).toEqual({ ...json, isUtf8: false });
});

it.each([
  "",
  "json",
  "application/",
  "application /json",
  "application/json, text/plain",
  "application/json; charset=utf-8, text/plain",
  'application/json; charset="utf-8',
  'application/json; charset="utf-8"x',
])("what isn't one media type is refused: %s", (text) => {
  expect(parseMediaType(text)).toBeNull();
});

it("a long broken header takes no longer than a long whole one", () => {
  expect(parseMediaType(`a/b${"; a=".repeat(3_000)}`)).toBeNull();
  expect(parseMediaType(`a/b;x="${'\\"'.repeat(7_000)}`)).toBeNull();
});
