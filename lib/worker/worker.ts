import { ConfigError, config } from "@/lib/config";
import { checkDatabase } from "@/lib/database/check-database";
import { closeDatabase, useDatabase } from "@/lib/database/db";
import { MigrationError, migrate } from "@/lib/database/migrate";
import { whyFailed } from "@/lib/database/why-failed";
import { startDeliveries } from "@/lib/deliveries/worker";
import { keepOutputForLog, log } from "@/lib/log";

// The composition root of a process that only delivers notifications (npm run worker). It opens no port, and works next
// to servers of the same database, which may have WORKER=off.

const stopWithinMs = 4_700;

keepOutputForLog();
start().catch(explain);

async function start(): Promise<void> {
  const url = await checkDatabase(externalDatabase());
  await migrate(url);
  useDatabase(url);
  const stopDeliveries = startDeliveries();
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!stopping) void stop(stopDeliveries);
      stopping = true;
    });
  }
  console.error("\n  Patchbay delivers notifications from this process.\n");
}

function externalDatabase(): string {
  const { databaseUrl } = config();
  if (databaseUrl) return databaseUrl;
  throw new ConfigError(
    "DATABASE_URL is not set. The embedded database belongs to the server that runs it, which delivers itself. " +
      "Set DATABASE_URL to run separate workers.",
  );
}

/** Deliveries in progress are finished first; a stop that takes too long is forced. */
async function stop(stopDeliveries: () => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  const complain = (error: unknown) => log.warn({ err: error }, "a component did not stop cleanly");
  await stopDeliveries().catch(complain);
  await closeDatabase().catch(complain);
  process.exit(0);
}

/** A failed start prints its reason as a sentence; an error without one is a bug and prints its stack. */
function explain(error: unknown): void {
  console.error(whyFailed(error, [ConfigError, MigrationError]));
  process.exit(1);
}
