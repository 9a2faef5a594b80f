import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { clientAddress } from "@/lib/address/client-address";
import { newSpanId } from "@/lib/crypto";
import { noteAnswer } from "@/lib/http/metrics";
import { type TraceContext, traceIn, traceparent } from "@/lib/text/trace-context";

/** The app behind the request, once known, and the reason it was refused, if it was. */
type KnownApp = { app: { appId: string; now: number }; why: string | null };

/** What handlers learn about a request on the way. */
export type Variables = {
  requestId?: string | undefined;
  route?: string | undefined;
  begunAt?: number | undefined;
  known?: KnownApp | undefined;
  trace?: TraceContext | null | undefined;
};

/** The bindings are missing only if a test calls the front without a socket. */
export type MachineEnv = { Bindings: Partial<HttpBindings>; Variables: Variables };

/** A request as handlers see it: Hono's context, or the hot path's (lib/http/hot-path.ts). */
export type MachineContext = {
  readonly req: {
    readonly method: string;
    readonly path: string;
    /** Ends with the path and the query as sent. */
    readonly url: string;
    readonly raw: Request;
    /** The value of a header; repeated headers are joined by commas. */
    header(name: string): string | undefined;
  };
  readonly env?: Partial<HttpBindings>;
  get<Name extends keyof Variables>(name: Name): Variables[Name];
  set<Name extends keyof Variables>(name: Name, value: Variables[Name]): void;
};

/**
 * The id of this request, in its response and in the log. Always generated here; one sent by a client could be forged.
 */
function requestId(c: MachineContext): string {
  const known = c.get("requestId");
  if (known) return known;
  const id = randomUUID();
  c.set("requestId", id);
  return id;
}

/** The trace this request continues, with a span of ours; null if its client sent no valid one. */
export function traceOf(c: MachineContext): TraceContext | null {
  const known = c.get("trace");
  if (known !== undefined) return known;
  const theirs = traceIn(c.req.header("traceparent"));
  const trace = theirs && { ...theirs, spanId: newSpanId() };
  c.set("trace", trace);
  return trace;
}

/** What identifies a request in the log. */
export function requestFields(c: MachineContext): { requestId: string; traceId?: string } {
  const trace = traceOf(c);
  return { requestId: requestId(c), ...(trace && { traceId: trace.traceId }) };
}

/** Records the route and the start time of a request, so that its response can be measured. */
export function beginAt(c: MachineContext, route: string): void {
  c.set("route", route);
  c.set("begunAt", performance.now());
}

/** The route's path as in the table of routes; "none" for unknown paths. */
export const routeOf = (c: MachineContext): string => c.get("route") ?? "none";

/** The client's address; empty if there is no socket. */
export const addressOf = (c: MachineContext): string => (c.env?.incoming ? clientAddress(c.env.incoming) : "");

/** For responses that must not be cached (RFC 6749 §5.1). */
export const noStore = { "cache-control": "no-store", pragma: "no-cache" } as const;

type Headers = Readonly<Record<string, string>>;

/** On every response. The replicated platform's clients report `x-zm-trackingid`. */
export const commonHeaders = (id: string): Headers => ({
  "x-content-type-options": "nosniff",
  "x-request-id": id,
  "x-zm-trackingid": id,
});

export const answer = (c: MachineContext, status: number, body: object, headers: Headers = {}): Response =>
  answerText(c, status, JSON.stringify(body), { "content-type": "application/json", ...headers });

/**
 * Responds with a text; its content type is in the headers. Every response of the machine front is sent here, straight
 * to the socket if there is one: creating a Response object would halve the number of tokens issued per second.
 */
export function answerText(c: MachineContext, status: number, text: string, headers: Headers): Response {
  const begunAt = c.get("begunAt");
  if (begunAt !== undefined) noteAnswer(c.req.method, routeOf(c), status, performance.now() - begunAt);
  const trace = traceOf(c);
  const continued: Headers = trace ? { traceparent: traceparent(trace) } : {};
  const common = { ...commonHeaders(requestId(c)), ...continued };
  const { incoming, outgoing: socket } = c.env ?? {};
  if (!incoming || !socket) return new Response(text, { status, headers: { ...common, ...headers } });
  const all = ["content-length", String(Buffer.byteLength(text))];
  for (const some of [common, headers]) for (const name in some) all.push(name, some[name] ?? "");
  socket.writeHead(status, all);
  if (headers.connection === "close" && !incoming.complete) endAfterBody(incoming, socket, text);
  else socket.end(text);
  return RESPONSE_ALREADY_SENT;
}

/** How long the rest of a body is read that no one wants. */
const unwantedMs = 2_000;

/**
 * Sends a response that closes the connection. A client that is still sending would lose the response if the connection
 * closed at once, so the rest of its body is read and dropped for a moment (RFC 9112 §9.6).
 */
function endAfterBody(incoming: IncomingMessage, socket: ServerResponse, text: string): void {
  socket.write(text);
  const end = () => void socket.end();
  const timer = setTimeout(end, unwantedMs).unref();
  incoming
    .once("close", () => clearTimeout(timer))
    .once("end", end)
    .resume();
}
