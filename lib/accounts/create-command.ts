import { makeSetUpLink } from "@/lib/accounts/set-up";
import { CommandError, onDatabase, runCommand } from "@/lib/database/visit";
import { accountNameInput } from "@/lib/text/names";

// npm run account:create -- NAME: prints a one-time link for setting up another account (docs/accounts-and-sign-in.md).
// Works whether or not the server is running.

runCommand(async () => {
  const name = nameOf(process.argv.slice(2));
  await onDatabase(() => create(name));
});

async function create(name: string): Promise<void> {
  const link = await makeSetUpLink(name);
  console.log(
    `\n  Anyone who opens this link within 24 hours can set up the account ${name} and become its owner:\n\n    ${link}\n`,
  );
}

function nameOf(args: string[]): string {
  const usage = 'Name the account: npm run account:create -- "Example Ltd"';
  const parsed = accountNameInput.safeParse(args[0]);
  if (args.length === 1 && parsed.success) return parsed.data;
  throw new CommandError(parsed.success || args.length === 0 ? usage : `${parsed.error.issues[0]?.message} ${usage}`);
}
