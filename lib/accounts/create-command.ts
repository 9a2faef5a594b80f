import { makeSetUpLink } from "@/lib/accounts/set-up";
import { CommandError, onDatabase, runCommand } from "@/lib/database/visit";
import { accountNameInput } from "@/lib/people/rules";

// npm run account:create -- NAME: a one-time link with which somebody sets up a further account
// (docs/accounts-and-sign-in.md). The server may be running meanwhile or not.

runCommand(async () => {
  const name = nameOf(process.argv.slice(2));
  await onDatabase(() => create(name));
});

async function create(name: string): Promise<void> {
  const link = await makeSetUpLink(name);
  console.log(`\n  Whoever opens this link within 24 hours sets up the account ${name} and owns it:\n\n    ${link}\n`);
}

function nameOf(args: string[]): string {
  const usage = 'Name the account: npm run account:create -- "Example Ltd"';
  const parsed = accountNameInput.safeParse(args[0]);
  if (args.length === 1 && parsed.success) return parsed.data;
  throw new CommandError(parsed.success || args.length === 0 ? usage : `${parsed.error.issues[0]?.message} ${usage}`);
}
