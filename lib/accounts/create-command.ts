import { Prisma } from "@/generated/prisma/client";
import { makeSetUpLink } from "@/lib/accounts/set-up";
import { ConfigError, config } from "@/lib/config";
import { checkDatabase } from "@/lib/database/check-database";
import { DatabaseError } from "@/lib/database/database-error";
import { hasEmbedded, runningEmbedded, startEmbedded } from "@/lib/database/embedded";
import { closeDatabase, useDatabase } from "@/lib/db";
import { accountNameInput } from "@/lib/people/rules";

// npm run account:create -- NAME: a one-time link with which somebody sets up a further account
// (docs/accounts-and-sign-in.md). The server may be running meanwhile or not.

/** Why there is no link; the message is the sentence to print. */
class NotMade extends Error {}

const quiet = { info: () => undefined, warn: () => undefined };

main().catch((error: unknown) => {
  const told = [NotMade, ConfigError, DatabaseError].some((kind) => error instanceof kind);
  console.error(told ? `\n${(error as Error).message}` : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const name = nameOf(process.argv.slice(2));
  const { url, leave } = await visitDatabase();
  try {
    useDatabase(url);
    const link = await makeSetUpLink(name).catch((error) => {
      throw isOfOtherVersion(error)
        ? new NotMade("The database is not at this version of Patchbay yet. Start Patchbay once, then try again.")
        : error;
    });
    console.log(
      `\n  Whoever opens this link within 24 hours sets up the account ${name} and owns it:\n\n    ${link}\n`,
    );
  } finally {
    await closeDatabase();
    await leave();
  }
}

/** A table or a column is missing. */
const isOfOtherVersion = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && ["P2021", "P2022"].includes(error.code);

function nameOf(args: string[]): string {
  const usage = 'Name the account: npm run account:create -- "Example Ltd"';
  const parsed = accountNameInput.safeParse(args[0]);
  if (args.length === 1 && parsed.success) return parsed.data;
  throw new NotMade(parsed.success || args.length === 0 ? usage : `${parsed.error.issues[0]?.message} ${usage}`);
}

/** The database as the server uses it: an embedded one that runs belongs to the server and goes on afterwards. */
async function visitDatabase(): Promise<{ url: string; leave: () => Promise<void> }> {
  const { databaseUrl, dataDir } = config();
  const nothing = async () => undefined;
  if (databaseUrl) {
    await checkDatabase(databaseUrl);
    return { url: databaseUrl, leave: nothing };
  }
  if (!hasEmbedded(dataDir)) {
    throw new NotMade(
      `There is no database in DATA_DIR (${dataDir}) yet. Start Patchbay once: npm start prints the link for the first account.`,
    );
  }
  const running = await runningEmbedded(dataDir);
  if (running) return { url: running, leave: nothing };
  const { url, stop } = await startEmbedded({ dataDir, log: quiet });
  return { url, leave: stop };
}
