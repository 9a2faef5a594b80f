import type { IncomingMessage, ServerResponse } from "node:http";
import { clientAddress } from "@/lib/address";
import { config } from "@/lib/config";
import { areActionArguments } from "@/lib/web/action-arguments";
import { readBody, withBody } from "@/lib/web/request-body";
import { isRouterState } from "@/lib/web/router-state";
import { setSecurityHeaders } from "@/lib/web/security-headers";
import { isPasswordForm, waitForTurn } from "@/lib/web/sign-in-turn";

/** Request headers through which the server tells Next's code what it found out; whatever a client sends in them is overwritten. */
export const addressHeader = "x-patchbay-address";
export const pathHeader = "x-patchbay-path";

const maxBodyBytes = 1_048_576;
const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * What a browser's request passes before Next sees it: method, address, origin, size and kind of body; security headers
 * and a fresh CSP nonce on what comes back. Next itself would run an action without an Origin, and answer 500 to an
 * address or an action that it cannot read.
 * @returns the request to pass on, or null when it has been answered here.
 */
export async function passGate(request: IncomingMessage, response: ServerResponse): Promise<IncomingMessage | null> {
  setSecurityHeaders(request, response);
  const no = refusalOf(request);
  if (no) return answer(response, no);
  const passed = await readWhatPosts(request, response);
  if (!passed) return null;
  setOwnHeaders(request, passed.headers);
  return passed;
}

/** The request with its body read where that has to be looked at; null when it has been answered. */
async function readWhatPosts(request: IncomingMessage, response: ServerResponse): Promise<IncomingMessage | null> {
  if (isPasswordForm(request)) return waitForTurn(request, response);
  if (request.method !== "POST" || isSignIn(request)) return request;
  const text = "This action cannot be read, or is larger than 1 MiB.";
  return (await readAction(request)) ?? answer(response, { status: 400, text });
}

/**
 * Whatever name and protocol the request came by: behind a proxy they may be others, and Next compares them with the
 * Origin and makes addresses of them. So they are always those of BASE_URL, and no client's or proxy's word is taken.
 */
function setOwnHeaders(request: IncomingMessage, headers: IncomingMessage["headers"]): void {
  const { host, protocol } = new URL(config().baseUrl);
  const address = clientAddress(request);
  for (const name of Object.keys(headers)) if (/^(x-forwarded-|forwarded$|x-real-ip$)/.test(name)) delete headers[name];
  headers.host = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
  headers[addressHeader] = address;
  headers[pathHeader] = request.url ?? "/";
}

type Answer = { status: number; text: string; headers?: Record<string, string> };

function refusalOf(request: IncomingMessage): Answer | null {
  const method = request.method ?? "";
  if (!isReadable(request)) return { status: 400, text: "This request cannot be read." };
  if (method === "GET" || method === "HEAD") return refusalOfGet(request);
  if (method !== "POST") return { status: 405, text: "Use GET or POST.", headers: { allow: "GET, HEAD, POST" } };
  return refusalOfPost(request);
}

/** Whether the address is a path that can be decoded, and Next's own header says where the browser is. */
function isReadable({ headers, url = "" }: IncomingMessage): boolean {
  // What begins with two slashes is another server's address as soon as it stands in a redirect.
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
  // A body that one server reads and the next one does not is where a second request hides.
  if (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0) {
    return { status: 400, text: "Pages are read without a body." };
  }
  return strayLoopbackName(request);
}

/** The action of a request with its body read and checked. null: not from our pages. */
async function readAction(request: IncomingMessage): Promise<IncomingMessage | null> {
  const body = await readBody(request, maxBodyBytes);
  return body && areActionArguments(body) ? withBody(request, body) : null;
}

function refusalOfPost(request: IncomingMessage): Answer | null {
  const { headers } = request;
  if (headers.origin !== config().baseUrl) {
    return { status: 403, text: `Requests that change something must come from ${config().baseUrl}.` };
  }
  if (Number(headers["content-length"] ?? 0) > maxBodyBytes) return { status: 413, text: "Send at most 1 MiB." };
  if (isSignIn(request)) {
    delete headers["next-action"];
    if (headers["content-length"] === undefined) return { status: 411, text: "Send a Content-Length." };
    // next-auth would also read JSON, and answer 500 to what is none.
    return isKind(headers, "application/x-www-form-urlencoded") ? null : { status: 415, text: "Send a form." };
  }
  if (!/^[0-9a-f]{40,64}$/.test(String(headers["next-action"] ?? ""))) {
    return { status: 405, text: "Pages are read with GET.", headers: { allow: "GET, HEAD" } };
  }
  return isKind(headers, "text/plain") ? null : { status: 415, text: "This kind of body cannot be read." };
}

/** next-auth has addresses of its own. */
const isSignIn = ({ url = "" }: IncomingMessage): boolean =>
  new URL(url, config().baseUrl).pathname.startsWith("/api/auth/");

const isKind = (headers: IncomingMessage["headers"], kind: string): boolean =>
  (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() === kind;

/** On the machine itself 127.0.0.1 and localhost are both typed; cookies and actions need the one in BASE_URL. */
function strayLoopbackName({ headers, url = "" }: IncomingMessage): Answer | null {
  const base = new URL(config().baseUrl);
  const asked = URL.canParse(`${base.protocol}//${headers.host}`) ? new URL(`${base.protocol}//${headers.host}`) : null;
  if (!asked || asked.host === base.host || asked.port !== base.port) return null;
  if (!loopbackNames.has(asked.hostname) || !loopbackNames.has(base.hostname)) return null;
  return { status: 307, text: "", headers: { location: new URL(url, base).href } };
}

function answer(response: ServerResponse, { status, text, headers = {} }: Answer): null {
  // The body that comes with the refused request is not read: the connection ends with the answer.
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close", ...headers });
  response.end(text && `${text}\n`);
  return null;
}
