import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { clientAddress } from "@/lib/address/client-address";
import { noteAnswer } from "@/lib/http/metrics";

/** Whose client asks, as soon as that is known, and what speaks against it in a word. */
type KnownApp = { app: { appId: string; now: number }; why: string | null };

/** What is known of a request by and by. */
export type Variables = {
  requestId?: string | undefined;
  route?: string | undefined;
  begunAt?: number | undefined;
  known?: KnownApp | undefined;
};

/** The bindings are missing only where a test calls the front without a socket. */
export type MachineEnv = { Bindings: Partial<HttpBindings>; Variables: Variables };

/** A request on its way to an answer, as far as routes know it: Hono's context, or the hot path's (lib/http/hot-path.ts). */
export type MachineContext = {
  readonly req: {
    readonly method: string;
    readonly path: string;
    /** Ends with the path and the query as they came. */
    readonly url: string;
    readonly raw: Request;
    /** The value of a header, those of repeated ones joined by commas. */
    header(name: string): string | undefined;
  };
  readonly env?: Partial<HttpBindings>;
  get<Name extends keyof Variables>(name: Name): Variables[Name];
  set<Name extends keyof Variables>(name: Name, value: Variables[Name]): void;
};

/** The id of this request, on its answer and in the log. Always our own: a client's would be anybody's. */
export function requestId(c: MachineContext): string {
  const known = c.get("requestId");
  if (known) return known;
  const id = randomUUID();
  c.set("requestId", id);
  return id;
}

/** Remembers which route a request came to and when, so that its answer can be measured. */
export function beginAt(c: MachineContext, route: string): void {
  c.set("route", route);
  c.set("begunAt", performance.now());
}

/** The route as the table of routes has it; addresses that have none are all one. */
export const routeOf = (c: MachineContext): string => c.get("route") ?? "none";

/** The address the request comes from, empty when there is no socket. */
export const addressOf = (c: MachineContext): string => (c.env?.incoming ? clientAddress(c.env.incoming) : "");

/** For answers that nobody may keep (RFC 6749 §5.1). */
export const noStore = { "cache-control": "no-store", pragma: "no-cache" } as const;

type Headers = Readonly<Record<string, string>>;

const common = (c: MachineContext): Headers => ({ "x-content-type-options": "nosniff", "x-request-id": requestId(c) });

/** Answers with JSON. */
export const answer = (c: MachineContext, status: number, body: object, headers: Headers = {}): Response =>
  answerText(c, status, JSON.stringify(body), { "content-type": "application/json", ...headers });

/**
 * Answers with a text of the type that the headers name. Everything the machine front says is said here, straight to
 * the socket where there is one: a Response object in between halves the number of tokens issued per second.
 */
export function answerText(c: MachineContext, status: number, text: string, headers: Headers): Response {
  const begunAt = c.get("begunAt");
  if (begunAt !== undefined) noteAnswer(c.req.method, routeOf(c), status, performance.now() - begunAt);
  const socket = c.env?.outgoing;
  if (!socket) return new Response(text, { status, headers: { ...common(c), ...headers } });
  const all = ["content-length", String(Buffer.byteLength(text))];
  for (const some of [common(c), headers]) for (const name in some) all.push(name, some[name] ?? "");
  socket.writeHead(status, all).end(text);
  return RESPONSE_ALREADY_SENT;
}
