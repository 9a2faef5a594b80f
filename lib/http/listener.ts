import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { noStore } from "@/lib/http/answer";
import { machineFront } from "@/lib/http/front";
import { answerHot } from "@/lib/http/hot-path";
import { logBounded } from "@/lib/log";

/**
 * The machine front as a node:http listener. It leaves the global Request and Response alone, because Next shares the
 * process. A request whose URL or Host can't be parsed gets 400 before any route.
 */
export function machineListener(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (!answerHot(incoming, outgoing)) void routed(incoming, outgoing);
}

const routed = getRequestListener(machineFront.fetch, {
  overrideGlobalObjects: false,
  hostname: "localhost",
  errorHandler(error) {
    if (error instanceof RequestError)
      return bareAnswer(400, "This request can't be read. Check its URL and Host header.");
    logBounded("error", { err: error }, "the machine front failed", 20);
    return bareAnswer(500, "Something went wrong on the server. Try again.");
  },
});

const bareAnswer = (code: number, message: string): Response =>
  new Response(JSON.stringify({ code, message }), {
    status: code,
    headers: {
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      "x-request-id": randomUUID(),
      ...noStore,
    },
  });
