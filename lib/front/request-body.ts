import { IncomingMessage } from "node:http";

/**
 * Reads a request's body to its end; null as soon as it is longer than `maxBytes` or `isTooMuch` says so of what has come
 * so far, or when the connection ends before.
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

/** The same request with its body unread again, for whoever reads it next. */
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
