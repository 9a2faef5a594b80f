import type { Claimed } from "@/lib/deliveries/claim";
import { deadlineMs, leaseMs } from "@/lib/deliveries/rules";
import { loggedHeaders, requestHeaders, type Sent, send } from "@/lib/outgoing/send";
import { signingTokens } from "@/lib/outgoing/signing-tokens";
import { authorizationHeaders, forgetAuthorization } from "@/lib/subscriptions/authorization";
import { traceIn } from "@/lib/text/trace-context";

/** The record of one attempt: when it started, by the database's clock, what was sent and what came back. */
export type Attempt = { claimed: Claimed; startedAt: Date; headers: Record<string, string>; sent: Sent };

/**
 * Sends a claimed delivery once. Returns null if too little of its lease is left; the next worker to claim it sends it.
 */
export async function attempt(claimed: Claimed, signal: AbortSignal): Promise<Attempt | null> {
  const { id, url, body, authorization: row } = claimed;
  const authorization = await authorizationHeaders(row, signal);
  const sinceMs = performance.now() - claimed.sinceMs;
  if (sinceMs > leaseMs - deadlineMs) return null;
  const startedAt = new Date(claimed.now.getTime() + sinceMs);
  const own = "headers" in authorization ? authorization.headers : {};
  const headers = requestHeaders({
    ...{ id, body, authorization: own },
    trace: traceIn(claimed.traceparent),
    timestampSeconds: Math.floor(startedAt.getTime() / 1000),
    tokens: signingTokens(claimed.app, startedAt),
  });
  const secretNames = Object.keys(own);
  const kept = { claimed, startedAt, headers: loggedHeaders(headers, secretNames) };
  if ("failure" in authorization) return { ...kept, sent: { ...notSent(url), ...authorization } };
  const sent = await send({ url, headers, body, deadlineMs, signal, secretNames });
  if (sent.status === 401) forgetAuthorization(row);
  return { ...kept, sent };
}

const notSent = (url: string) => ({
  url,
  address: null,
  status: null,
  responseHeaders: {},
  responseBody: "",
  responseCut: false,
  retryAfterSeconds: null,
  timings: { total: 0 },
});
