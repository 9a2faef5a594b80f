import type { IncomingMessage } from "node:http";

/** The most that is read of an answer's body. */
const keptBytes = 16 * 1024;

const keptHeaders = 100;

export type Body = {
  bytes: Buffer;
  /** Whether there was more. */
  cut: boolean;
  /** Why it broke off; null if it did not. */
  broken: unknown;
};

/**
 * Reads an answer's body as sent, never decompressed, up to 16 KiB; if there is more, the connection is closed. If it
 * breaks off, the part received so far is kept.
 */
export function readBody(incoming: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (cut: boolean, broken: unknown) =>
      resolve({ bytes: Buffer.concat(chunks).subarray(0, keptBytes), cut, broken });
    incoming.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= keptBytes) return;
      end(true, null);
      incoming.destroy();
    });
    incoming.on("end", () => end(false, null));
    incoming.on("error", (error) => end(false, error));
    incoming.on("close", () => end(false, new Error("The connection was closed")));
  });
}

/** UTF-8 as text that Postgres accepts: invalid bytes and NUL become U+FFFD; if `cut`, a partial last character is dropped. */
export function storableText(bytes: Buffer, cut: boolean): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes, { stream: cut }).replaceAll("\0", "\u{FFFD}");
}

/** The value of an answer that is JSON, with or without a byte order mark (RFC 8259, section 8.1); null for any other. */
export function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

/** The first 100 headers, names in lower case; a repeated one is joined with commas. */
export function storableHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < rawHeaders.length && found.size < keptHeaders; at += 2) {
    const name = String(rawHeaders[at]).toLowerCase();
    const before = found.get(name);
    found.set(name, before === undefined ? String(rawHeaders[at + 1]) : `${before}, ${rawHeaders[at + 1]}`);
  }
  return Object.fromEntries(found);
}

/** Seconds to wait by `Retry-After` (RFC 9110, section 10.2.3), dates relative to the answer's `Date`; null if absent. */
export function retryAfterSeconds({ headers }: Pick<IncomingMessage, "headers">): number | null {
  const value = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const until = dateIn(value);
  if (Number.isNaN(until)) return null;
  const now = dateIn(headers.date ?? "");
  return Math.max(0, Math.ceil((until - (Number.isNaN(now) ? Date.now() : now)) / 1000));
}

const dateIn = (text: string): number => (/ GMT$/.test(text) ? Date.parse(text) : Number.NaN);
