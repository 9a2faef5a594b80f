import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { encryptedToken } from "@/lib/outgoing/signature";

/** A request as the receiver got it. */
export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };

type ReceiverAnswer = { status?: number; headers?: Record<string, string | string[]>; body?: string };

export type Receiver = {
  /** For an endpoint URL; plain http on 127.0.0.1, so WEBHOOK_ALLOWED_PRIVATE_CIDRS must allow 127.0.0.0/8. */
  url: string;
  port: number;
  /** How many connections were opened. */
  connections: () => number;
  /** Everything received so far, including challenges, in the order of arrival. */
  received: Received[];
  /** Everything received so far except challenges. */
  notifications: () => Received[];
  /** Resolves with the notifications once there are `count` of them. @throws Error if they don't arrive within a minute */
  arrived: (count: number) => Promise<Received[]>;
  stop: () => Promise<void>;
};

/** Longer than they take on a machine that is busy with other work. */
const arrivesWithinMs = 60_000;

/**
 * A receiver of notifications on a free loopback port (or the given one) that stores what it receives. By default it
 * answers the challenge with the given secret token, and everything else with 200; a response returned by `answer`
 * takes precedence.
 */
export async function startReceiver({
  token = "",
  answer,
  host = "127.0.0.1",
  port: wanted = 0,
}: {
  token?: string | (() => string);
  answer?: (request: Received, count: number) => ReceiverAnswer | undefined | Promise<ReceiverAnswer | undefined>;
  host?: string;
  port?: number;
} = {}): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const one = { method, path: url, headers, body: await text(request) };
    received.push(one);
    for (const wake of waiting) wake();
    const given =
      (await answer?.(one, received.length)) ?? rightAnswer(one, typeof token === "function" ? token() : token);
    response.writeHead(given.status ?? 200, given.headers).end(given.body ?? "");
  });
  let connections = 0;
  server.on("connection", () => connections++);
  server.listen(wanted, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const notifications = () => received.filter(({ body }) => plainTokenIn(body) === null);
  return {
    url: `http://${host}:${port}/notifications`,
    port,
    connections: () => connections,
    received,
    notifications,
    arrived: (count) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${notifications().length} of ${count} notifications came`));
        }, arrivesWithinMs);
        const look = () => {
          if (notifications().length < count) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(notifications());
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The response the platform's documentation requires of a receiver. */
function rightAnswer({ body }: Received, token: string): ReceiverAnswer {
  const plainToken = plainTokenIn(body);
  if (plainToken === null) return { status: 200 };
  const json = JSON.stringify({ plainToken, encryptedToken: encryptedToken(token, plainToken) });
  return { status: 200, headers: { "content-type": "application/json" }, body: json };
}

/** The plain token if this is a challenge, otherwise null. */
function plainTokenIn(body: string): string | null {
  try {
    const { event, payload } = JSON.parse(body) as { event?: unknown; payload?: { plainToken?: unknown } };
    const plainToken = payload?.plainToken;
    return event === "endpoint.url_validation" && typeof plainToken === "string" ? plainToken : null;
  } catch {
    return null;
  }
}
