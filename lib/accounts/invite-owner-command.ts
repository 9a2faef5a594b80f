import { db } from "@/lib/database/db";
import { CommandError, onDatabase, runCommand } from "@/lib/database/visit";
import { inviteOwner } from "@/lib/people/invitations";
import { emailInput } from "@/lib/people/rules";

// npm run owner:invite -- ACCOUNT EMAIL: an invitation with the role Owner, on the operator's word
// (docs/accounts-and-sign-in.md). The server may be running meanwhile or not.

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
  console.log(`\n  Whoever opens this link within 7 days joins the account ${name} as an owner:\n\n    ${link}\n`);
}

async function findAccount(account: string): Promise<{ id: string; name: string }> {
  const found = await db().account.findMany({
    where: { OR: [{ id: account }, { name: account }] },
    take: 2,
    select: { id: true, name: true },
  });
  const [one, other] = found;
  if (!one)
    throw new CommandError(`There is no account ${account}. Write its name, or its ID, as the Account page shows it.`);
  if (other) throw new CommandError(`Several accounts are called ${account}. Name the account by its ID.`);
  return one;
}
