import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An endpoint, and when requests arrived, by `performance.now()`. */
export type Sink = { url: string; at: number[]; stop: () => Promise<void> };

const slowMs = 2_700;

/**
 * A healthy endpoint answers immediately, a slow one just before the deadline; a dead one accepts the request and never
 * answers.
 */
export async function startSink(kind: "healthy" | "slow" | "dead"): Promise<Sink> {
  const at: number[] = [];
  const server = createServer((request, response) => {
    at.push(performance.now());
    if (kind === "healthy") request.resume().on("end", () => response.end());
    if (kind === "slow") setTimeout(() => request.resume() && response.end(), slowMs);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    at,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
