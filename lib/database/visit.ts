import { Prisma } from "@/generated/prisma/client";
import { ConfigError, config } from "@/lib/config";
import { checkDatabase } from "@/lib/database/check-database";
import { closeDatabase, useDatabase } from "@/lib/database/db";
import { hasEmbedded, runningEmbedded, startEmbedded } from "@/lib/database/embedded";
import { whyFailed } from "@/lib/database/why-failed";

/** A command cannot do what it was asked. The message is printed as is. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

const quiet = { info: () => undefined, warn: () => undefined };

/** Runs a command. If it fails, prints the reason and sets exit code 1. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(whyFailed(error, [CommandError, ConfigError]));
    process.exitCode = 1;
  });
}

/** Runs the work on the server's database, whether or not the server is running. */
export async function onDatabase(work: () => Promise<void>): Promise<void> {
  const { url, leave } = await openForVisit();
  try {
    useDatabase(url);
    await work();
  } catch (error) {
    throw isOfOtherVersion(error)
      ? new CommandError(
          "The database has not been migrated to this version of Patchbay. Start Patchbay once, then try again.",
        )
      : error;
  } finally {
    await closeDatabase();
    await leave();
  }
}

const undefinedThings = ["42P01", "42703"];

/** A table or column is missing, by Prisma's codes or Postgres's. */
const isOfOtherVersion = (error: unknown): boolean =>
  (error instanceof Prisma.PrismaClientKnownRequestError && ["P2021", "P2022"].includes(error.code)) ||
  (error instanceof Error && "code" in error && undefinedThings.includes(String(error.code)));

/** A running embedded database belongs to the server, so it is left running. */
async function openForVisit(): Promise<{ url: string; leave: () => Promise<void> }> {
  const { databaseUrl, dataDir } = config();
  const nothing = async () => undefined;
  if (databaseUrl) {
    return { url: await checkDatabase(databaseUrl), leave: nothing };
  }
  if (!hasEmbedded(dataDir)) {
    throw new CommandError(
      `There is no database in DATA_DIR (${dataDir}) yet. Start Patchbay once: npm start prints the link for the first account.`,
    );
  }
  const running = await runningEmbedded(dataDir);
  if (running) return { url: running, leave: nothing };
  const { url, stop } = await startEmbedded({ dataDir, log: quiet });
  return { url, leave: stop };
}
