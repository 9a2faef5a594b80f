import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { clientAddress } from "@/lib/address";
import { config } from "@/lib/config";
import { readBody, withBody } from "@/lib/web/request-body";

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
  const no = refusalOf(request);
  if (no) return answer(response, no);
  const isAction = request.method === "POST" && !isSignIn(request);
  const passed = isAction ? await readAction(request) : request;
  if (!passed) return answer(response, { status: 400, text: "This action cannot be read, or is larger than 1 MiB." });
  // Whatever name the request came by: behind a proxy it may be another, and Next compares it with the Origin.
  passed.headers.host = new URL(config().baseUrl).host;
  delete passed.headers["x-forwarded-host"];
  passed.headers[addressHeader] = clientAddress(request);
  passed.headers[pathHeader] = request.url ?? "/";
  setSecurityHeaders(passed, response);
  return passed;
}

type Answer = { status: number; text: string; headers?: Record<string, string> };

function refusalOf(request: IncomingMessage): Answer | null {
  const method = request.method ?? "";
  if (!isReadable(request)) return { status: 400, text: "This request cannot be read." };
  if (method === "GET" || method === "HEAD") return strayLoopbackName(request);
  if (method !== "POST") return { status: 405, text: "Use GET or POST.", headers: { allow: "GET, HEAD, POST" } };
  return refusalOfPost(request);
}

/** Whether the address, and where Next's own header says the browser is, can be decoded. */
function isReadable({ headers, url = "" }: IncomingMessage): boolean {
  try {
    decodeURIComponent(new URL(url, config().baseUrl).pathname);
    const tree = headers["next-router-state-tree"];
    return tree === undefined || Array.isArray(JSON.parse(decodeURIComponent(String(tree))));
  } catch {
    return false;
  }
}

/** The action of a request with its body read and checked: its arguments come as a JSON array. null: not from our pages. */
async function readAction(request: IncomingMessage): Promise<IncomingMessage | null> {
  const body = await readBody(request, maxBodyBytes);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body ?? undefined);
    return body && Array.isArray(JSON.parse(text)) ? withBody(request, body) : null;
  } catch {
    return null;
  }
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
    return isKind(headers, "application/x-www-form-urlencoded") || isKind(headers, "application/json")
      ? null
      : { status: 415, text: "Send a form." };
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
  (headers["content-type"] ?? "").toLowerCase().startsWith(kind);

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

function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"));
  // Next takes the nonce for its own scripts from the request's header of the same name.
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  if (config().baseUrl.startsWith("https:")) response.setHeader("strict-transport-security", "max-age=31536000");
}

function contentSecurityPolicy(nonce: string): string {
  // The development server compiles in the browser.
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
