import type { IncomingMessage } from "node:http";
import type { MachineContext } from "@/lib/http/answer";

/** Why a body was not read: it is longer than allowed, or it ended before its declared length. */
export type Unread = "too large" | "cut off";

/**
 * Reads a request's body of at most `maxBytes`; otherwise rejects with the error that `refusal` returns. The HTTP
 * parser enforces a declared length; without one, bytes are counted here.
 */
export function readBody(c: MachineContext, maxBytes: number, refusal: (why: Unread) => Error): Promise<Uint8Array> {
  const declared = c.req.header("content-length");
  if (declared !== undefined && Number(declared) > maxBytes) return Promise.reject(refusal("too large"));
  const { incoming } = c.env ?? {};
  if (incoming) return readIncoming(incoming, maxBytes, refusal);
  return c.req.raw.arrayBuffer().then((body) => new Uint8Array(body));
}

/** Reads from the socket directly, without a Request's web streams. */
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
