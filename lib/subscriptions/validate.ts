import { randomId } from "@/lib/crypto";
import type { Resolve } from "@/lib/outgoing/resolve";
import { requestHeaders, type Sent, send } from "@/lib/outgoing/send";
import type { SigningTokens } from "@/lib/outgoing/signature";
import { judgeAnswer } from "@/lib/subscriptions/challenge-answer";
import type { Stage, StageName } from "@/lib/subscriptions/validation-rules";

type Challenge = {
  url: string;
  tokens: SigningTokens;
  /** The endpoint's own authorization; kept out of every stage. */
  headers: Record<string, string>;
  /** The signature's timestamp, by the database's clock. */
  now: Date;
  deadlineMs?: number;
  signal?: AbortSignal;
  resolve?: Resolve;
};

const withinMs = 3000;

/**
 * Challenges an endpoint to prove that it knows the app's secret token (docs/notifications.md), and reports the result
 * of each stage. It is valid if it answers within 3 s with status 200 and the plain token encrypted with the current
 * secret token or, during a rotation, the previous one. Never throws.
 */
export async function challenge(asked: Challenge): Promise<{ valid: boolean; stages: Stage[] }> {
  const { url, tokens, headers, now, deadlineMs = withinMs, signal, resolve } = asked;
  const plainToken = randomId();
  const event = { event: "endpoint.url_validation", event_ts: now.getTime(), payload: { plainToken } };
  const body = JSON.stringify(event);
  const timestampSeconds = Math.floor(now.getTime() / 1000);
  const sent = await send({
    url,
    headers: requestHeaders({ id: randomId(), timestampSeconds, body, tokens, authorization: headers }),
    secretNames: Object.keys(headers),
    body,
    fresh: true,
    deadlineMs,
    ...(signal ? { signal } : {}),
    ...(resolve ? { resolve } : {}),
  });
  const stages = [
    dnsStage(sent),
    connectStage(sent),
    tlsStage(sent),
    statusStage(sent),
    timeStage(sent, deadlineMs),
    bodyStage(sent, plainToken, tokens),
  ];
  return { valid: stages.every(({ ok }) => ok), stages };
}

const notReached = (stage: StageName): Stage => ({ stage, ok: null, detail: "Not reached." });

const failed = (stage: StageName, { message }: Sent): Stage => ({ stage, ok: false, detail: message ?? "" });

function dnsStage(sent: Sent): Stage {
  if (sent.timings.dns === undefined) return failed("dns", sent);
  const { hostname } = new URL(sent.url);
  return { stage: "dns", ok: true, detail: `${hostname} resolved to ${sent.address ?? "a public address"}.` };
}

function connectStage(sent: Sent): Stage {
  const { dns, connect } = sent.timings;
  if (dns === undefined) return notReached("connect");
  if (connect === undefined) return failed("connect", sent);
  return { stage: "connect", ok: true, detail: `Connected in ${Math.round(connect)} ms.` };
}

const isPlain = ({ url }: Pick<Sent, "url">): boolean => new URL(url).protocol === "http:";

function tlsStage(sent: Sent): Stage {
  if (sent.timings.connect === undefined) return notReached("tls");
  if (isPlain(sent)) return { stage: "tls", ok: true, detail: "Plain http, without TLS." };
  if (sent.timings.tls === undefined) return failed("tls", sent);
  return { stage: "tls", ok: true, detail: "The certificate is trusted." };
}

const isConnected = ({ url, timings }: Sent): boolean =>
  timings.connect !== undefined && (timings.tls !== undefined || isPlain({ url }));

function statusStage(sent: Sent): Stage {
  if (sent.status === 200) return { stage: "status", ok: true, detail: "The answer’s status is 200." };
  if (sent.status !== null) {
    return { stage: "status", ok: false, detail: `The answer’s status is ${sent.status}; it must be 200.` };
  }
  return isConnected(sent) && sent.failure !== "timeout" ? failed("status", sent) : notReached("status");
}

function timeStage(sent: Sent, deadlineMs: number): Stage {
  if (isConnected(sent) && sent.failure === "timeout") return failed("time", sent);
  if (sent.status === null) return notReached("time");
  const detail = `Answered in ${Math.round(sent.timings.total)} ms (limit ${deadlineMs / 1000} s).`;
  return { stage: "time", ok: true, detail };
}

function bodyStage(sent: Sent, plainToken: string, tokens: SigningTokens): Stage {
  if (sent.status === null || sent.failure === "timeout") return notReached("body");
  const { why, expected } = judgeAnswer(sent.responseBody, plainToken, tokens);
  const shown = { expected, received: sent.responseBody };
  if (sent.failure === "closed" || sent.failure === "protocol") return { ...failed("body", sent), ...shown };
  const detail = why ?? "The answer proves that the endpoint knows the secret token.";
  return { stage: "body", ok: why === null, detail, ...shown };
}
