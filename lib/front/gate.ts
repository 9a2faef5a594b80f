import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Caller, callerHeader, sealCaller, sealedCaller } from "@/lib/address/caller";
import { clientAddress } from "@/lib/address/client-address";
import { config } from "@/lib/config";
import { newSpanId } from "@/lib/crypto";
import { areActionArguments } from "@/lib/front/action-arguments";
import { isKnownAction } from "@/lib/front/known-actions";
import { ownCookies } from "@/lib/front/own-cookies";
import { readBody, withBody } from "@/lib/front/request-body";
import { isRouterState } from "@/lib/front/router-state";
import { setSecurityHeaders } from "@/lib/front/security-headers";
import { isSignInAddress, isSignInPath } from "@/lib/front/sign-in-addresses";
import { isPasswordForm, waitForTurn } from "@/lib/front/sign-in-turn";
import { hasValidHost } from "@/lib/http/readable";
import { maxValues, ValueCounter } from "@/lib/text/json-values";
import { traceIn, traceparent } from "@/lib/text/trace-context";
import { addressHeader, pathHeader, requestIdHeader } from "@/lib/web/own-headers";

const maxBodyBytes = 1_048_576;
const maxSignInBytes = 16_384;
const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Checks a browser's request before Next sees it: method, URL, origin, and the size and type of its body. Sets security
 * headers and a fresh CSP nonce on the response. Next alone would run an action without an Origin, and answer 500 to a
 * URL or an action it can't parse.
 * @returns the request to pass on, or null if it has been answered here.
 */
export async function passGate(request: IncomingMessage, response: ServerResponse): Promise<IncomingMessage | null> {
  const inner = sealedCaller(request.headers);
  const caller = inner ?? { address: clientAddress(request), requestId: randomUUID() };
  setSecurityHeaders(request, response);
  response.setHeader("x-request-id", caller.requestId);
  continueTrace(request, response);
  const no = refusalOf(request);
  if (no) return answer(response, no);
  if (isSignIn(request)) forgetCallbackUrl(request);
  const passed = await readWhatPosts(request, response);
  if (!passed) return null;
  if (!inner) delete request.headers[forwardedActionHeader];
  setOwnHeaders(request, caller);
  return passed;
}

/** The response says which span of the client's trace this request is, if the client sent a valid one. */
function continueTrace({ headers }: IncomingMessage, response: ServerResponse): void {
  const trace = traceIn(String(headers.traceparent ?? ""));
  if (trace) response.setHeader("traceparent", traceparent({ ...trace, spanId: newSpanId() }));
}

/** The request, with its body read if it has to be checked; null if it has been answered. */
async function readWhatPosts(request: IncomingMessage, response: ServerResponse): Promise<IncomingMessage | null> {
  if (isPasswordForm(request)) return waitForTurn(request, response);
  if (request.method !== "POST" || isSignIn(request)) return request;
  return (await readAction(request)) ?? answer(response, unreadableAction);
}

/** Our forms name the page to return to in their body; next-auth fails if the URL has an invalid one. */
function forgetCallbackUrl(request: IncomingMessage): void {
  const url = new URL(request.url ?? "/", config().baseUrl);
  if (!url.searchParams.has("callbackUrl")) return;
  url.searchParams.delete("callbackUrl");
  request.url = url.pathname + url.search;
}

/** With this header Next marks an action it has already forwarded to itself. */
const forwardedActionHeader = "x-action-forwarded";

/** Headers of the connection with the client (RFC 9110, section 7.6.1). Next can't forward them, and logs that. */
const ofTheConnection = /^(connection|keep-alive|proxy-connection|te|trailer|upgrade)$/;

/** Headers in which a client or proxy claims where a request came from and by which name, and those only we may set. */
const notTheirs = /^(x-forwarded-.*|forwarded|x-real-ip|x-patchbay-.*)$/;

/**
 * Sets host and protocol to those of BASE_URL, whatever the request says: behind a proxy they may differ, and Next
 * compares them with the Origin and builds URLs from them. No client or proxy is trusted for this.
 */
function setOwnHeaders({ headers, url = "/" }: IncomingMessage, caller: Caller): void {
  const { host, protocol } = new URL(config().baseUrl);
  for (const name of Object.keys(headers)) if (notTheirs.test(name) || ofTheConnection.test(name)) delete headers[name];
  const cookies = ownCookies(headers.cookie);
  delete headers.cookie;
  Object.assign(headers, {
    ...(cookies && { cookie: cookies }),
    host,
    "x-forwarded-proto": protocol.slice(0, -1),
    [addressHeader]: caller.address,
    [requestIdHeader]: caller.requestId,
    [callerHeader]: sealCaller(caller),
    [pathHeader]: url,
  });
}

type Answer = { status: number; text: string; headers?: Record<string, string> };

function refusalOf(request: IncomingMessage): Answer | null {
  const method = request.method ?? "";
  if (!isReadable(request)) return { status: 400, text: "This request cannot be read." };
  if (isSignIn(request) && !isSignInAddress(method, pathOf(request))) return notThere;
  if (method === "GET" || method === "HEAD") return refusalOfGet(request);
  if (method !== "POST") return { status: 405, text: "Use GET or POST.", headers: { allow: "GET, HEAD, POST" } };
  return refusalOfPost(request);
}

/** Whether there is one Host, the URL is a path that can be decoded, and Next's router state, if sent, is valid. */
function isReadable(request: IncomingMessage): boolean {
  const { headers, url = "" } = request;
  if (!hasValidHost(request)) return false;
  // A path that begins with two slashes would lead to another server if used in a redirect.
  if (!/^\/(?![/\\])/.test(url)) return false;
  try {
    decodeURIComponent(new URL(url, config().baseUrl).pathname);
  } catch {
    return false;
  }
  const state = headers["next-router-state-tree"];
  return state === undefined || isRouterState(String(state));
}

function refusalOfGet(request: IncomingMessage): Answer | null {
  const { headers } = request;
  // A body on a GET invites request smuggling.
  if (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0) {
    return { status: 400, text: "Don't send a body with GET." };
  }
  return strayLoopbackName(request);
}

/** The request with its action's body read and validated; null if our pages can't have sent it. */
async function readAction(request: IncomingMessage): Promise<IncomingMessage | null> {
  const counter = new ValueCounter();
  const body = await readBody(request, maxBodyBytes, (chunk) => counter.add(chunk) > maxValues);
  return body && areActionArguments(body) ? withBody(request, body) : null;
}

const notThere: Answer = { status: 404, text: "There is nothing at this address." };
const unreadableAction: Answer = {
  status: 400,
  text: "This action cannot be read, or has more than 1 MiB or 5,000 values.",
};

/** The response Next would give, so that its client code understands it. */
const unknownAction: Answer = {
  status: 409,
  text: "This action belongs to another release. Reload the page.",
  headers: { "x-nextjs-action-not-found": "1" },
};

function refusalOfPost(request: IncomingMessage): Answer | null {
  const { headers } = request;
  if (headers.origin !== config().baseUrl) {
    return { status: 403, text: `Requests that change something must come from ${config().baseUrl}.` };
  }
  if (Number(headers["content-length"] ?? 0) > maxBodyBytes) return { status: 413, text: "Send at most 1 MiB." };
  return isSignIn(request) ? refusalOfForm(request) : refusalOfAction(headers);
}

function refusalOfForm({ headers }: IncomingMessage): Answer | null {
  delete headers["next-action"];
  if (headers["content-length"] === undefined) return { status: 411, text: "Send a Content-Length." };
  if (Number(headers["content-length"]) > maxSignInBytes) return { status: 413, text: "Send at most 16 KiB." };
  // next-auth would also accept JSON, and answer 500 if it is invalid.
  return isKind(headers, "application/x-www-form-urlencoded") ? null : { status: 415, text: "Send a form." };
}

function refusalOfAction(headers: IncomingMessage["headers"]): Answer | null {
  const id = String(headers["next-action"] ?? "");
  if (!/^[0-9a-f]{40,64}$/.test(id)) {
    return { status: 405, text: "Pages are read with GET.", headers: { allow: "GET, HEAD" } };
  }
  if (!isKind(headers, "text/plain")) return { status: 415, text: "Unsupported content type." };
  return isKnownAction(id) ? null : unknownAction;
}

/** Whether the path is under /api, where only next-auth has routes. */
const isSignIn = ({ url = "" }: IncomingMessage): boolean =>
  isSignInPath(decodeURIComponent(new URL(url, config().baseUrl).pathname));

/** The path as the client sent it, not decoded. */
const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

const isKind = (headers: IncomingMessage["headers"], kind: string): boolean =>
  (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() === kind;

/** People on this machine type 127.0.0.1 or localhost; cookies and actions need the one in BASE_URL, so redirect. */
function strayLoopbackName({ headers, url = "" }: IncomingMessage): Answer | null {
  const base = new URL(config().baseUrl);
  const asked = URL.canParse(`${base.protocol}//${headers.host}`) ? new URL(`${base.protocol}//${headers.host}`) : null;
  if (!asked || asked.host === base.host || asked.port !== base.port) return null;
  if (!loopbackNames.has(asked.hostname) || !loopbackNames.has(base.hostname)) return null;
  return { status: 307, text: "", headers: { location: new URL(url, base).href } };
}

function answer(response: ServerResponse, { status, text, headers = {} }: Answer): null {
  // The body of a refused request is not read, so the connection is closed.
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close", ...headers });
  response.end(text && `${text}\n`);
  return null;
}
