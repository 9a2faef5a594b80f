import type { MachineContext } from "@/lib/http/answer";
import { invalidRequest } from "@/lib/tokens/oauth-error";
import { type Parameters, parseParameters } from "@/lib/tokens/request";

/** The longest form an OAuth endpoint reads. */
const maxFormBytes = 16_384;

/**
 * The parameters of an OAuth request; of the query string only those named.
 * @throws OAuthError `invalid_request`, with status 413 for a body of more than 16 KiB
 */
export async function readParameters(c: MachineContext, inQuery: readonly string[]): Promise<Parameters> {
  const body = await readBody(c.req.raw, maxFormBytes);
  const question = c.req.url.indexOf("?");
  const query = question === -1 ? "" : c.req.url.slice(question + 1);
  return parseParameters({ query, body, contentType: c.req.header("content-type") }, inQuery);
}

/** A length that the client declared is enforced by the HTTP parser; an undeclared one is counted here. */
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared !== null && Number(declared) > maxBytes) throw tooLarge(maxBytes);
  try {
    return declared === null ? await readCounted(request, maxBytes) : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw error instanceof BodyTooLarge ? tooLarge(maxBytes) : invalidRequest("Send the whole body.");
  }
}

class BodyTooLarge extends Error {}

async function readCounted(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (maxBytes: number) => invalidRequest(`Send a body of at most ${maxBytes} bytes.`, { status: 413 });
