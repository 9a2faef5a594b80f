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
  // next-auth reads the first two when Next loads it; the third is where Next finds itself when an action belongs to another page.
  Object.assign(process.env, {
    NEXTAUTH_URL: config().baseUrl,
    NEXTAUTH_SECRET: cookieSecret(),
    __NEXT_PRIVATE_ORIGIN: originOf(config()),
  });
  const { default: next } = await import("next");
  const dev = process.env.NODE_ENV === "development";
  // Next's development server speaks to its pages by WebSocket. The built one would take every connection that asks to
  // change protocol and leave it open for good: it is given a server on which nobody asks.
  const httpServer = dev ? server : createServer();
  const app = next({ dev, dir: projectRoot(), httpServer, hostname: config().host, port: config().port });
  await app.prepare();
  return { answer: app.getRequestHandler(), close: () => app.close() };
}

/** Where this server reaches itself, as an address and no name: a name may lead to a program that is not ours. */
function originOf({ host, port }: { host: string; port: number }): string {
  const own = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  return `http://${isIPv6(own) ? `[${own}]` : own}:${port}`;
}
