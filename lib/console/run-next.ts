import { createServer, type RequestListener, type Server } from "node:http";
import { isIPv6 } from "node:net";
import { config } from "@/lib/config";
import { cookieSecret } from "@/lib/crypto";
import { projectRoot } from "@/lib/database/project-root";

/**
 * Starts Next within this process, for the requests of `server`.
 * @returns what answers a request, and how Next is closed
 */
export async function runNext(server: Server): Promise<{ answer: RequestListener; close: () => Promise<void> }> {
  // next-auth reads the first two when Next loads it; Next uses the third to reach itself when an action belongs to
  // another page.
  Object.assign(process.env, {
    NEXTAUTH_URL: config().baseUrl,
    NEXTAUTH_SECRET: cookieSecret(),
    __NEXT_PRIVATE_ORIGIN: originOf(config()),
  });
  const { default: next } = await import("next");
  const dev = process.env.NODE_ENV === "development";
  // Next's development server talks to its pages by WebSocket. The built one would accept every upgrade request and
  // leave the connection open forever, so it gets a server that receives none.
  const httpServer = dev ? server : createServer();
  const app = next({ dev, dir: projectRoot(), httpServer, hostname: config().host, port: config().port });
  await app.prepare();
  return { answer: app.getRequestHandler(), close: () => app.close() };
}

/** The URL at which this server reaches itself, with an IP address: a name may lead to another program. */
function originOf({ host, port }: { host: string; port: number }): string {
  const own = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  return `http://${isIPv6(own) ? `[${own}]` : own}:${port}`;
}
