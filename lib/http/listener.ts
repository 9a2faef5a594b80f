import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { commonHeaders, noStore } from "@/lib/http/answer";
import { bodyFor } from "@/lib/http/errors";
import { machineFront } from "@/lib/http/front";
import { answerHot } from "@/lib/http/hot-path";
import { hasValidHost, takeOriginForm } from "@/lib/http/readable";
import { logBounded } from "@/lib/log";

/**
 * The machine front as a node:http listener. It leaves the global Request and Response alone, because Next shares the
 * process. A request whose URL or Host can't be parsed gets 400 before any route.
 */
export function machineListener(incoming: IncomingMessage, outgoing: ServerResponse): void {
  takeOriginForm(incoming);
  if (!hasValidHost(incoming)) refuse(incoming, outgoing, unreadable);
  else if (!answerHot(incoming, outgoing)) {
    if (URL.canParse(`http://${incoming.headers.host || "localhost"}${incoming.url}`)) void routed(incoming, outgoing);
    else refuse(incoming, outgoing, unreadable);
  }
}

const routed = getRequestListener(machineFront.fetch, {
  overrideGlobalObjects: false,
  hostname: "localhost",
  errorHandler(error) {
    const [code, message] =
      error instanceof RequestError
        ? [400, unreadable.sentence]
        : [500, "Something went wrong on the server. Try again."];
    if (code === 500) logBounded("error", { err: error }, "the machine front failed", 20);
    const headers = { "content-type": "application/json", ...commonHeaders(randomUUID()), ...noStore };
    return new Response(JSON.stringify({ code, message }), { status: code, headers });
  },
});

const unreadable = {
  status: 400,
  error: "invalid_request",
  sentence: "This request can't be read. Check its URL and Host header.",
  headers: { connection: "close" },
};

const starting = {
  status: 503,
  error: "temporarily_unavailable",
  sentence: "Patchbay is starting. Try again in a few seconds.",
  headers: { "retry-after": "1" },
};

/** Answers a machine's request while the server is starting. */
export const refuseWhileStarting = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
  refuse(incoming, outgoing, starting);

type Refused = { status: number; error: string; sentence: string; headers: Record<string, string> };

/** Answers before any route, in the format of the path's part of the API. */
function refuse({ url = "" }: IncomingMessage, outgoing: ServerResponse, { headers, ...why }: Refused): void {
  const text = JSON.stringify(bodyFor(url.split("?", 1)[0] ?? "", why));
  const own = { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers };
  outgoing.writeHead(why.status, { ...commonHeaders(randomUUID()), ...noStore, ...own }).end(text);
}
