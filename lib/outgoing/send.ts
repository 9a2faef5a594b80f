import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from "node:http";
import { performance } from "node:perf_hooks";
import { newSpanId } from "@/lib/crypto";
import { type Body, readBody, retryAfterSeconds, storableHeaders, storableText } from "@/lib/outgoing/answer";
import { agentFor, type Route, type Timings } from "@/lib/outgoing/connection";
import { type FailureName, failureAt, failureOf, SendFailure, timedOut } from "@/lib/outgoing/failures";
import { notKept, withoutSecrets } from "@/lib/outgoing/kept-secrets";
import { type Resolve, resolveHost } from "@/lib/outgoing/resolve";
import { type SigningTokens, signedHeaders } from "@/lib/outgoing/signature";
import { bareHost, whyNotTarget } from "@/lib/outgoing/target";
import { type TraceContext, traceparent } from "@/lib/text/trace-context";
import { version } from "@/package.json";

/** The result of an attempt. All texts are safe to store: no NUL, no broken Unicode, none of the request's secrets. */
export type Sent = {
  url: string;
  /** The address connected to. */
  address: string | null;
  /** Also set if the answer failed after its headers. */
  status: number | null;
  /** At most 100; names in lower case. */
  responseHeaders: Record<string, string>;
  /** The first 16 KiB. */
  responseBody: string;
  responseCut: boolean;
  retryAfterSeconds: number | null;
  timings: Timings;
  /** Null for success: status 2xx, and the whole answer or 16 KiB of it received within the deadline. */
  failure: FailureName | null;
  /** What went wrong, as a sentence; null on success. */
  message: string | null;
};

type Sending = {
  method?: "POST" | "GET";
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** For the whole attempt, from the DNS lookup to the answer's last byte. */
  deadlineMs?: number;
  signal?: AbortSignal;
  /** Names of headers with secret values, which are redacted if the answer repeats them. */
  secretNames?: readonly string[];
  /** Use a new connection. */
  fresh?: boolean;
  resolve?: Resolve;
};

type Answered = Omit<Sent, "url" | "address" | "timings">;

const noAnswer = { status: null, responseHeaders: {}, responseBody: "", responseCut: false, retryAfterSeconds: null };

/**
 * Sends one request (POST by default), and only to destinations where notifications may go. Never throws, follows no
 * redirects, decompresses nothing and uses no proxy. Takes at most 3 s by default.
 */
export async function send(sending: Sending): Promise<Sent> {
  const { url, deadlineMs = 3000, signal, resolve = resolveHost } = sending;
  const why = whyNotTarget(url);
  if (why !== null) return { ...noAnswer, url, address: null, timings: { total: 0 }, failure: "blocked", message: why };
  const began = performance.now();
  const over = new AbortController();
  const route: Route = { url: new URL(url), resolve, signal: over.signal, stage: "dns", address: null, timings: {} };
  const timer = setTimeout(() => over.abort(timedOut(route.stage, deadlineMs)), deadlineMs);
  const stop = () => over.abort(new SendFailure("closed", "Patchbay was stopped before the answer arrived."));
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  const answered = await exchange(sending, route);
  clearTimeout(timer);
  signal?.removeEventListener("abort", stop);
  const { address, timings } = route;
  return { url, address, ...answered, timings: { ...timings, total: performance.now() - began } };
}

async function exchange(sending: Sending, route: Route): Promise<Answered> {
  try {
    const { incoming, body } = await answerTo(sending, route);
    const { bytes, cut, broken } = await body;
    const status = incoming.statusCode ?? 0;
    const failure = failureOf(status, bareHost(route.url.hostname)) ?? (broken === null ? null : named(broken, route));
    return {
      status,
      ...withoutSecrets({ headers: storableHeaders(incoming), body: storableText(bytes, cut) }, sending),
      responseCut: cut,
      retryAfterSeconds: retryAfterSeconds(incoming),
      failure: failure?.failure ?? null,
      message: failure?.message ?? null,
    };
  } catch (error) {
    const { failure, message } = named(error, route);
    return { ...noAnswer, failure, message };
  }
}

/** If we aborted it, report the abort reason, not the error it caused. */
const named = (error: unknown, { signal, stage, url }: Route): SendFailure =>
  failureAt(stage, signal.aborted ? signal.reason : error, bareHost(url.hostname));

/** An answer whose headers have arrived; `body` resolves once that has been read. */
type Answer = { incoming: IncomingMessage; body: Promise<Body> };

/**
 * Sends the request and resolves once the answer's headers are in. If a keep-alive connection turns out to have been
 * closed by the receiver, or still holds something other than an answer, sends again on a new one.
 */
async function answerTo(sending: Sending, route: Route): Promise<Answer> {
  const outgoing = start(sending, route);
  try {
    return await headOf(outgoing, route);
  } catch (error) {
    if (!outgoing.reusedSocket || !isOfTheConnection(error) || route.signal.aborted) throw error;
    return headOf(start({ ...sending, fresh: true }, route), route);
  }
}

/** Whether a connection that was used before may be the cause: it was closed, or bytes after its last answer came late. */
const isOfTheConnection = (error: unknown): boolean =>
  /^(ECONNRESET|EPIPE|HPE_\w+)$/.test(String((error as { code?: unknown }).code));

function start({ method = "POST", headers, body, fresh = false }: Sending, route: Route): ClientRequest {
  const { url, signal } = route;
  const options: RequestOptions & { route: Route } = {
    method,
    protocol: url.protocol,
    hostname: bareHost(url.hostname),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    headers,
    agent: agentFor(url, fresh),
    signal,
    route,
  };
  return request(options).end(body);
}

function headOf(outgoing: ClientRequest, route: Route): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let ready = performance.now();
    outgoing.once("socket", (socket) => {
      ready = performance.now();
      route.stage = "answer";
      route.address = socket.remoteAddress ?? null;
    });
    outgoing.once("response", (incoming) => {
      route.timings.firstByte = performance.now() - ready;
      route.stage = "body";
      // Errors in the rest of the answer are emitted on the request; the answer would only see its end. Once it is
      // complete, what else arrives on the connection (bytes beyond its length, a reset) does not change it.
      outgoing.on("error", (error) => incoming.complete || incoming.destroy(error));
      // Start reading now: the answer may end or break off before the promise's handlers run.
      resolve({ incoming, body: readBody(incoming) });
    });
    outgoing.on("error", reject);
    // A request that is still connecting reports an abort only once it has a socket.
    route.signal.addEventListener("abort", reject, { once: true });
    outgoing.once("close", () => reject(new Error("The connection was closed")));
  });
}

/** All headers of a notification: content type, user agent, both signature families, the endpoint's authorization. */
export function requestHeaders({
  authorization = {},
  trace = null,
  ...signed
}: {
  /** The delivery's ID, the same on every attempt. */
  id: string;
  timestampSeconds: number;
  body: string;
  tokens: SigningTokens;
  authorization?: Record<string, string>;
  /** The trace the request continues; each request is a span of its own. */
  trace?: TraceContext | null;
}): Record<string, string> {
  return {
    ...authorization,
    "content-type": "application/json; charset=utf-8",
    "user-agent": `Patchbay/${version}`,
    "accept-encoding": "identity",
    ...(trace && { traceparent: traceparent({ ...trace, spanId: newSpanId() }) }),
    ...signedHeaders(signed),
  };
}

/** The headers as they may be stored: signatures included, secret values redacted. */
export const loggedHeaders = (
  headers: Record<string, string>,
  secretNames: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretNames.includes(name) ? notKept : value]),
  );
