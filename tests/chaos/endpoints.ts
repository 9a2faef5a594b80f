import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Receivers that accept every notification after a moment and record when each first arrived. */
export type Endpoints = {
  urls: string[];
  /** How often each delivery arrived, by its webhook-id. */
  came: Map<string, number>;
  /** When the last new delivery arrived, by `performance.now()`. */
  lastNewMs: () => number;
  stop: () => Promise<void>;
};

const answersAfterMs = 40;

export async function startEndpoints(count: number): Promise<Endpoints> {
  const came = new Map<string, number>();
  let lastNewMs = 0;
  const server = createServer(async (request, response) => {
    const id = String(request.headers["webhook-id"]);
    await once(request.resume(), "end");
    if (!came.has(id)) lastNewMs = performance.now();
    came.set(id, (came.get(id) ?? 0) + 1);
    await sleep(answersAfterMs);
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    urls: Array.from({ length: count }, (_, i) => `http://127.0.0.1:${port}/${i}`),
    came,
    lastNewMs: () => lastNewMs,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
