/** Where a request is in a trace (W3C Trace Context, version 00). `flags`: two hexadecimal digits, 01 if it is recorded. */
export type TraceContext = { traceId: string; spanId: string; flags: string };

const pattern = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const zeros = /^0+$/;

/**
 * Reads a header `traceparent`. null if it is missing or invalid, which means that the trace is not continued. Later
 * versions may have more fields, which are ignored.
 */
export function traceIn(header: string | null | undefined): TraceContext | null {
  const [, version, traceId = "", spanId = "", flags = "", more] = pattern.exec(header?.trim() ?? "") ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) return null;
  return zeros.test(traceId) || zeros.test(spanId) ? null : { traceId, spanId, flags };
}

/** The header `traceparent` of a request or response with this span, in the same trace. */
export const traceparent = ({ traceId, spanId, flags }: TraceContext): string => `00-${traceId}-${spanId}-${flags}`;
