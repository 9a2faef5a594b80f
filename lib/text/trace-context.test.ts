import { expect, test } from "vitest";
import { traceIn, traceparent } from "@/lib/text/trace-context";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

test("a valid header is read, and written back the same", () => {
  const header = `00-${traceId}-${spanId}-01`;
  expect(traceIn(header)).toEqual({ traceId, spanId, flags: "01" });
  expect(traceIn(` ${header} `)).toEqual(traceIn(header));
  expect(traceparent({ traceId, spanId, flags: "01" })).toBe(header);
});

test("of a later version, the fields that are known are read", () => {
  expect(traceIn(`cc-${traceId}-${spanId}-01-what-the-future-brings`)).toEqual({ traceId, spanId, flags: "01" });
});

test.each([
  ["none", undefined],
  ["an empty one", ""],
  ["upper case", `00-${traceId.toUpperCase()}-${spanId}-01`],
  ["a trace ID of zeros", `00-${"0".repeat(32)}-${spanId}-01`],
  ["a span ID of zeros", `00-${traceId}-${"0".repeat(16)}-01`],
  ["version ff", `ff-${traceId}-${spanId}-01`],
  ["more fields in version 00", `00-${traceId}-${spanId}-01-x`],
  ["a short one", `00-${traceId}-${spanId}`],
  ["two of them", `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`],
  ["a line break", `00-${traceId}-${spanId}-01\nx`],
])("%s continues no trace", (_, header) => {
  expect(traceIn(header)).toBeNull();
});
