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
  if (!hasValidHost(incoming)) refuseHost(incoming, outgoing);
  else if (!answerHot(incoming, outgoing)) void routed(incoming, outgoing);
}

const routed = getRequestListener(machineFront.fetch, {
  overrideGlobalObjects: false,
  hostname: "localhost",
  errorHandler(error) {
    if (error instanceof RequestError) return bareAnswer(400, unreadable);
    logBounded("error", { err: error }, "the machine front failed", 20);
    return bareAnswer(500, "Something went wrong on the server. Try again.");
  },
});

const unreadable = "This request can't be read. Check its URL and Host header.";

function refuseHost({ url = "" }: IncomingMessage, outgoing: ServerResponse): void {
  const body = bodyFor(url.split("?", 1)[0] ?? "", { status: 400, error: "invalid_request", sentence: unreadable });
  const headers = {
    ...commonHeaders(randomUUID()),
    ...noStore,
    "content-type": "application/json",
    connection: "close",
  };
  const text = JSON.stringify(body);
  outgoing.writeHead(400, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
}

const bareAnswer = (code: number, message: string): Response =>
  new Response(JSON.stringify({ code, message }), {
    status: code,
    headers: {
      "content-type": "application/json",
      ...commonHeaders(randomUUID()),
      ...noStore,
    },
  });
