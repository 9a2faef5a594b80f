import * as z from "zod";
import { createAccount, type NewOwner } from "@/lib/accounts/commands";
import { networkOf } from "@/lib/address/client-address";
import { newPasswordHash, whyWeakPassword } from "@/lib/auth/new-password";
import { hashPassword } from "@/lib/auth/password";
import { allowNextSignIn } from "@/lib/auth/sign-in-throttle";
import { ConfigError, config } from "@/lib/config";
import { randomToken, tokenDigest } from "@/lib/crypto";
import { jobLocks } from "@/lib/database/advisory-locks";
import { databaseNow } from "@/lib/database/clock";
import { db, type Transaction } from "@/lib/database/db";
import { transaction } from "@/lib/database/transaction";
import { nameIn, type setUpInput } from "@/lib/people/rules";
import { Refusal } from "@/lib/refusal";
import { emailInput } from "@/lib/text/inputs";
import { accountNameInput } from "@/lib/text/names";
import { passwordInput } from "@/lib/text/passwords";

const linkHours = 24;

/** One at a time across all servers: two that start at once on an empty database must not create two first accounts. */
const lockFirstAccount = (tx: Transaction) =>
  tx.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${jobLocks.firstAccount})`);

/**
 * On a database without an account, creates the first one from BOOTSTRAP_*, or a one-time set-up link. Returns the link
 * to print, valid for 24 hours; null if no link was created.
 * @throws ConfigError if BOOTSTRAP_OWNER_PASSWORD is easily guessed
 */
export async function prepareFirstAccount(): Promise<string | null> {
  if (await hasAccount()) return null;
  const { bootstrap } = config();
  const owner = bootstrap && (await ownerOf(bootstrap));
  return transaction(async (tx) => {
    await lockFirstAccount(tx);
    if ((await tx.account.count()) > 0) return null;
    if (owner) {
      await createAccount(tx, owner, "");
      return null;
    }
    const token = randomToken();
    await tx.setUpLink.create({ data: { tokenDigest: tokenDigest(token), expiresAt: await linkEnd(tx) } });
    return linkOf(token);
  });
}

async function linkEnd(tx?: Transaction): Promise<Date> {
  return new Date((await databaseNow(tx)).getTime() + linkHours * 3_600_000);
}

const linkOf = (token: string) => `${config().baseUrl}/set-up?token=${token}`;

const bootstrapInput = z.object({
  accountName: accountNameInput,
  ownerEmail: emailInput,
  ownerPassword: passwordInput,
});

/**
 * BOOTSTRAP_* are set by the operator, who vouches for the email address.
 * @throws ConfigError if the password is easily guessed
 */
async function ownerOf(bootstrap: z.input<typeof bootstrapInput>): Promise<NewOwner> {
  const { accountName, ownerEmail: email, ownerPassword: password } = bootstrapInput.parse(bootstrap);
  const name = nameIn(email);
  const why = await whyWeakPassword(password, { email, names: [name, accountName] });
  if (why) throw new ConfigError(`BOOTSTRAP_OWNER_PASSWORD can't be used. ${why}`);
  return { accountName, name, email, passwordHash: await hashPassword(password), isVerified: true };
}

export async function hasAccount(): Promise<boolean> {
  return (await db().account.findFirst({ select: { id: true } })) !== null;
}

/**
 * Creates a one-time link, valid for 24 hours, for setting up another account and becoming its owner. `accountName` is
 * filled in on the form and can be changed there.
 */
export async function makeSetUpLink(accountName: string): Promise<string> {
  const token = randomToken();
  await db().setUpLink.create({ data: { tokenDigest: tokenDigest(token), accountName, expiresAt: await linkEnd() } });
  return linkOf(token);
}

/** What the set-up page shows for a usable link; null if it is not usable. */
export async function findOpenSetUpLink(token: string): Promise<{ accountName: string | null } | null> {
  return db().setUpLink.findUnique({
    where: { tokenDigest: tokenDigest(token), usedAt: null, expiresAt: { gt: await databaseNow() } },
    select: { accountName: true },
  });
}

const notUsable = () =>
  new Refusal(
    "link-not-usable",
    "This set-up link was already used or has expired. Ask this Patchbay’s operator for a new one.",
  );

/**
 * Uses a set-up link: creates the account and its owner. Also ends all open links for the installation's first account,
 * because there is an account now.
 * @throws Refusal `link-not-usable`, `email-taken`, `invalid` (an easily guessed password), `too-many`
 */
export async function setUpAccount(
  { token, password, ...owner }: z.output<typeof setUpInput>,
  address: string,
): Promise<void> {
  if (!(await findOpenSetUpLink(token))) throw notUsable();
  const about = { email: owner.email, names: [owner.name, owner.accountName] };
  const passwordHash = await newPasswordHash(password, about, { key: networkOf(address), known: true });
  await transaction(async (tx) => {
    await lockFirstAccount(tx);
    const now = await databaseNow(tx);
    const used = await tx.setUpLink.updateMany({
      where: { tokenDigest: tokenDigest(token), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (used.count === 0) throw notUsable();
    await createAccount(tx, { ...owner, passwordHash }, address);
    await tx.setUpLink.deleteMany({ where: { usedAt: null, accountName: null } });
  });
  await allowNextSignIn(owner.email, address);
}
