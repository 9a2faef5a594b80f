import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from "node:http";
import { performance } from "node:perf_hooks";
import { type Body, readBody, retryAfterSeconds, storableHeaders, storableText } from "@/lib/outgoing/answer";
import { agentFor, type Route, type Timings } from "@/lib/outgoing/connection";
import { type FailureName, failureAt, failureOf, SendFailure, timedOut } from "@/lib/outgoing/failures";
import { notKept, withoutSecrets } from "@/lib/outgoing/kept-secrets";
import { type Resolve, resolveHost } from "@/lib/outgoing/resolve";
import { type SigningTokens, signedHeaders } from "@/lib/outgoing/signature";
import { bareHost, whyNotTarget } from "@/lib/outgoing/target";
import { version } from "@/package.json";

/** How an attempt went. All texts may be stored: no NUL, no broken Unicode, nothing of what is secret in the request. */
export type Sent = {
  url: string;
  /** The address that was connected to. */
  address: string | null;
  /** Also set when the answer failed after its head. */
  status: number | null;
  /** At most 100, names in lower case. */
  responseHeaders: Record<string, string>;
  /** Its first 16 KiB. */
  responseBody: string;
  responseCut: boolean;
  retryAfterSeconds: number | null;
  timings: Timings;
  /** Null: a status of 2xx, and all of the answer or 16 KiB of it, within the deadline. */
  failure: FailureName | null;
  /** What went wrong, as a sentence; null without a failure. */
  message: string | null;
};

type Sending = {
  method?: "POST" | "GET";
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** Of everything, from looking up the name to the answer's last byte. */
  deadlineMs?: number;
  signal?: AbortSignal;
  /** Headers whose values are secret: an answer that repeats one of them is kept without it. */
  secretNames?: readonly string[];
  /** Over a connection that nothing was sent over before. */
  fresh?: boolean;
  resolve?: Resolve;
};

type Answered = Omit<Sent, "url" | "address" | "timings">;

const noAnswer = { status: null, responseHeaders: {}, responseBody: "", responseCut: false, retryAfterSeconds: null };

/**
 * Sends one request, a POST unless it says otherwise, to where notifications may go, and nowhere else. Never throws; follows no redirect, unpacks nothing,
 * knows no proxy. By default it has ended after 3 s.
 */
export async function send(sending: Sending): Promise<Sent> {
  const { url, deadlineMs = 3000, signal, resolve = resolveHost } = sending;
  const why = whyNotTarget(url);
  if (why !== null) return { ...noAnswer, url, address: null, timings: { total: 0 }, failure: "blocked", message: why };
  const began = performance.now();
  const over = new AbortController();
  const route: Route = { url: new URL(url), resolve, signal: over.signal, stage: "dns", address: null, timings: {} };
  const timer = setTimeout(() => over.abort(timedOut(route.stage, deadlineMs)), deadlineMs);
  const stop = () => over.abort(new SendFailure("closed", "Patchbay was stopped before the answer had come."));
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

/** What ended it before its time goes before what it died of. */
const named = (error: unknown, { signal, stage, url }: Route): SendFailure =>
  failureAt(stage, signal.aborted ? signal.reason : error, bareHost(url.hostname));

/** An answer whose head is there, and its body as soon as that is. */
type Answer = { incoming: IncomingMessage; body: Promise<Body> };

/** Asks, and resolves with the head of the answer. A kept connection may have been closed at the other end: then it is asked on a fresh one. */
async function answerTo(sending: Sending, route: Route): Promise<Answer> {
  const outgoing = start(sending, route);
  try {
    return await headOf(outgoing, route);
  } catch (error) {
    if (!outgoing.reusedSocket || !wasClosed(error) || route.signal.aborted) throw error;
    return headOf(start({ ...sending, fresh: true }, route), route);
  }
}

const wasClosed = (error: unknown): boolean =>
  ["ECONNRESET", "EPIPE"].includes(String((error as { code?: unknown }).code));

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
      // What is wrong with the rest of the answer is told to the request, and to the answer only that it ended.
      outgoing.on("error", (error) => incoming.destroy(error));
      // At once: an answer may have ended, or broken off, before anybody who waits for its head is told of it.
      resolve({ incoming, body: readBody(incoming) });
    });
    outgoing.on("error", reject);
    // A request that waits for its connection is told of its end only then.
    route.signal.addEventListener("abort", reject, { once: true });
    outgoing.once("close", () => reject(new Error("The connection was closed")));
  });
}

/** All headers of a notification: what it is, who sends it, both families of signatures, the endpoint's authorization. */
export function requestHeaders({
  authorization = {},
  ...signed
}: {
  /** The delivery's: the same on every attempt. */
  id: string;
  timestampSeconds: number;
  body: string;
  tokens: SigningTokens;
  authorization?: Record<string, string>;
}): Record<string, string> {
  return {
    ...authorization,
    "content-type": "application/json; charset=utf-8",
    "user-agent": `Patchbay/${version}`,
    "accept-encoding": "identity",
    ...signedHeaders(signed),
  };
}

/** The headers as they may be kept: signatures shown, the values of the secret ones left out. */
export const loggedHeaders = (
  headers: Record<string, string>,
  secretNames: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretNames.includes(name) ? notKept : value]),
  );
