import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { sendLine } from "@/tests/support/send-line";

/**
 * A request as sent over the wire. A header with several values is sent several times; `chunked` omits the length.
 * `line`: the version to write behind the path, with no header added but the length and, for HTTP/1.1, a Host.
 */
export type SentRequest = {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  chunked?: boolean;
  line?: "HTTP/1.0" | "HTTP/1.1";
};

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: Record<string, unknown>;
};

const oneConnectionEach = new Agent({ keepAlive: false });

/** A request that takes longer is considered hanging. */
const answersWithinMs = 30_000;

/**
 * Sends a request to this machine without fetch's normalization, and reads the whole response.
 * @throws Error if there is none within 30 s
 */
export function send(port: number, sent: SentRequest): Promise<Answer> {
  return sent.line === undefined ? sendByClient(port, sent) : sendByHand(port, sent, sent.line);
}

async function sendByHand(
  port: number,
  { method = "POST", path, headers = {}, body = "" }: SentRequest,
  version: "HTTP/1.0" | "HTTP/1.1",
): Promise<Answer> {
  const host = version === "HTTP/1.1" && { host: "localhost" };
  const told = await sendLine(port, { method, path, version, body, headers: { ...host, ...headers } });
  return { ...told, json: parsed(told.text) };
}

function sendByClient(
  port: number,
  { method = "POST", path, headers = {}, body = "", chunked = false }: SentRequest,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": String(Buffer.byteLength(body)) };
    const framing = chunked ? { "transfer-encoding": "chunked" } : body === "" ? {} : length;
    const outgoing = request(
      {
        host: "localhost",
        port,
        method,
        path,
        agent: oneConnectionEach,
        headers: { ...framing, ...headers },
        signal: AbortSignal.timeout(answersWithinMs),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
