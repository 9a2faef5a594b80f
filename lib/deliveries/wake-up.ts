import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/lib/database/connect";
import { pool } from "@/lib/database/db";

const againAfterMs = 1_000;

/**
 * Calls `wake` when the database notifies of new deliveries, over a separate connection that is reopened when lost.
 * Notifications may be missed, so the caller must also poll.
 * @returns a function that stops listening
 */
export function listenForDeliveries(wake: () => void): () => Promise<void> {
  const stopping = new AbortController();
  const listening = listen(wake, stopping.signal);
  return async () => {
    stopping.abort();
    await listening;
  };
}

async function listen(wake: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(wake, signal).catch(() => undefined);
    await sleep(againAfterMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Listens until the connection is lost or `signal` fires. */
async function listenOnce(wake: () => void, signal: AbortSignal): Promise<void> {
  const client = await connect(String(pool().options.connectionString), {
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  const over = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
    client.on("error", () => resolve());
    client.on("end", () => resolve());
  });
  client.on("notification", wake);
  try {
    await client.query("LISTEN deliveries");
    wake();
    await over;
  } finally {
    // Not awaited: a lost connection may never report its end.
    client.end().catch(() => undefined);
  }
}
