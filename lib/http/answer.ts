import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { clientAddress } from "@/lib/address";

/** Whose client asks, as soon as that is known, and what speaks against it in a word. */
type KnownApp = { app: { appId: string; now: number }; why: string | null };

/** The bindings are missing only where a test calls the front without a socket. */
export type MachineEnv = { Bindings: Partial<HttpBindings>; Variables: { requestId?: string; known?: KnownApp } };

export type MachineContext = Context<MachineEnv>;

/** The id of this request, on its answer and in the log. Always our own: a client's would be anybody's. */
export function requestId(c: MachineContext): string {
  const known = c.get("requestId");
  if (known) return known;
  const id = randomUUID();
  c.set("requestId", id);
  return id;
}

/** The address the request comes from, empty when there is no socket. */
export const addressOf = (c: MachineContext): string => (c.env?.incoming ? clientAddress(c.env.incoming) : "");

/** For answers that nobody may keep (RFC 6749 §5.1). */
export const noStore = { "cache-control": "no-store", pragma: "no-cache" } as const;

/**
 * Answers with JSON. Everything the machine front says is said here, straight to the socket where there is one: a
 * Response object in between halves the number of tokens issued per second.
 */
export function answer(
  c: MachineContext,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const text = JSON.stringify(body);
  const all = {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId(c),
    ...headers,
  };
  const socket = c.env?.outgoing;
  if (!socket) return new Response(text, { status, headers: all });
  socket.writeHead(status, { ...all, "content-length": Buffer.byteLength(text) }).end(text);
  return RESPONSE_ALREADY_SENT;
}
