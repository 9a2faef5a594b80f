import type { IncomingMessage } from "node:http";
import type { MachineContext } from "@/lib/http/answer";

/** Why a body is not read: it is longer than what is read there, or it ended before its length. */
export type Unread = "too large" | "cut off";

/**
 * A request's body, of at most `maxBytes`; anything else is rejected with what `refusal` makes of it. A length that the
 * client declared is enforced by the HTTP parser; an undeclared one is counted here.
 */
export function readBody(c: MachineContext, maxBytes: number, refusal: (why: Unread) => Error): Promise<Uint8Array> {
  const declared = c.req.header("content-length");
  if (declared !== undefined && Number(declared) > maxBytes) return Promise.reject(refusal("too large"));
  const { incoming } = c.env ?? {};
  if (incoming) return readIncoming(incoming, maxBytes, refusal);
  return c.req.raw.arrayBuffer().then((body) => new Uint8Array(body));
}

/** Straight from the socket, without the web streams of a Request in between. */
function readIncoming(
  incoming: IncomingMessage,
  maxBytes: number,
  refusal: (why: Unread) => Error,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isWhole = false;
    const cutOff = () => isWhole || reject(refusal("cut off"));
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else reject(refusal("too large"));
    });
    incoming.on("end", () => {
      isWhole = true;
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    incoming.on("error", cutOff);
    incoming.on("close", cutOff);
  });
}
