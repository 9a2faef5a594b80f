import pg from "pg";
import { limitedSession, unlimitedSession } from "@/lib/database/session";

// Every connection to the database is opened here, so that each has the settings our statements rely on.

type ClientOptions = Omit<pg.ClientConfig, "connectionString">;

/**
 * Opens one connection, for work that may take as long as it needs: migrations, backups, listening. If it breaks later,
 * its next query fails; the caller closes it.
 */
export async function connect(url: string, options: ClientOptions = {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...options, connectionString: url });
  // Without a listener, a connection that breaks between two queries would crash the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(unlimitedSession);
    return client;
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
}

type PoolOptions = Omit<pg.PoolConfig, "connectionString" | "onConnect"> & { alsoSet?: string };

/**
 * A pool of connections for work that someone waits for: waiting for locks and long statements end with an error.
 * `alsoSet`: more SET statements.
 */
export function newPool(url: string, { alsoSet, ...options }: PoolOptions = {}): pg.Pool {
  const settings = alsoSet ? `${limitedSession}; ${alsoSet}` : limitedSession;
  return new pg.Pool({
    connectionTimeoutMillis: 5_000,
    ...options,
    connectionString: url,
    onConnect: (client) => client.query(settings),
  });
}
