import type { IncomingMessage } from "node:http";
import type { MachineContext } from "@/lib/http/answer";
import { invalidRequest } from "@/lib/tokens/oauth-error";
import { type Parameters, parseParameters } from "@/lib/tokens/request";

/** The longest form an OAuth endpoint reads. */
const maxFormBytes = 16_384;

/**
 * The parameters of an OAuth request; of the query string only those named.
 * @throws OAuthError `invalid_request`, with status 413 for a body of more than 16 KiB
 */
export const readParameters = (c: MachineContext, inQuery: readonly string[]): Promise<Parameters> =>
  readBody(c, maxFormBytes).then(
    (body) => parametersIn(c, body, inQuery),
    (error) => Promise.reject(error instanceof BodyError ? refused(error) : error),
  );

function parametersIn(c: MachineContext, body: Uint8Array, inQuery: readonly string[]): Parameters {
  const question = c.req.url.indexOf("?");
  const query = question === -1 ? "" : c.req.url.slice(question + 1);
  return parseParameters({ query, body, contentType: c.req.header("content-type") }, inQuery);
}

/** Why a body was not read: it is longer than what is read there, or it ended before its length. */
export class BodyError extends Error {
  override readonly name = "BodyError";

  constructor(readonly kind: "too large" | "cut off") {
    super(`body ${kind}`);
  }
}

function refused({ kind }: BodyError) {
  if (kind === "cut off") return invalidRequest("Send the whole body.");
  return invalidRequest(`Send a body of at most ${maxFormBytes} bytes.`, { status: 413 });
}

/**
 * A request's body, of at most `maxBytes`. A length that the client declared is enforced by the HTTP parser; an
 * undeclared one is counted here.
 * @throws BodyError
 */
export function readBody(c: MachineContext, maxBytes: number): Promise<Uint8Array> {
  const declared = c.req.header("content-length");
  if (declared !== undefined && Number(declared) > maxBytes) return Promise.reject(new BodyError("too large"));
  const { incoming } = c.env ?? {};
  if (incoming) return readIncoming(incoming, maxBytes);
  return c.req.raw.arrayBuffer().then((body) => new Uint8Array(body));
}

/** Straight from the socket, without the web streams of a Request in between. */
function readIncoming(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isWhole = false;
    const cutOff = () => isWhole || reject(new BodyError("cut off"));
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else reject(new BodyError("too large"));
    });
    incoming.on("end", () => {
      isWhole = true;
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    incoming.on("error", cutOff);
    incoming.on("close", cutOff);
  });
}
