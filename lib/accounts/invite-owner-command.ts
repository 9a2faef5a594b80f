import { db } from "@/lib/database/db";
import { CommandError, onDatabase, runCommand } from "@/lib/database/visit";
import { inviteOwner } from "@/lib/people/invitations";
import { emailInput } from "@/lib/text/inputs";

// npm run owner:invite -- ACCOUNT EMAIL: prints an invitation with the role Owner, on behalf of the operator
// (docs/accounts-and-sign-in.md). Works whether or not the server is running.

const usage = 'Name the account and an email address: npm run owner:invite -- "Example Ltd" ada@example.com';

runCommand(async () => {
  const [account = "", address = "", ...more] = process.argv.slice(2);
  const email = emailInput.safeParse(address);
  if (!account || !email.success || more.length > 0) throw new CommandError(usage);
  await onDatabase(() => invite(account, email.data));
});

async function invite(account: string, email: string): Promise<void> {
  const { id, name } = await findAccount(account);
  const link = await inviteOwner(id, email);
  console.log(`\n  Anyone who opens this link within 7 days joins the account ${name} as an owner:\n\n    ${link}\n`);
}

async function findAccount(account: string): Promise<{ id: string; name: string }> {
  const found = await db().account.findMany({
    where: { OR: [{ id: account }, { name: account }] },
    take: 2,
    select: { id: true, name: true },
  });
  const [one, other] = found;
  if (!one) throw new CommandError(`There is no account ${account}. Use its name, or its ID from the Account page.`);
  if (other) throw new CommandError(`Several accounts are called ${account}. Use the account's ID.`);
  return one;
}
