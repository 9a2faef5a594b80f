import { IncomingMessage } from "node:http";

/**
 * Reads a request's body to its end. Returns null as soon as it exceeds `maxBytes` or `isTooMuch` returns true for a
 * chunk, or if the connection closes early.
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  isTooMuch: (chunk: Buffer) => boolean = () => false,
): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes > maxBytes || isTooMuch(chunk)) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

/** A copy of the request whose body can be read again. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const copy = new IncomingMessage(request.socket);
  Object.assign(copy, {
    method,
    url,
    headers,
    rawHeaders,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    complete: true,
  });
  copy.push(body);
  copy.push(null);
  return copy;
}
