import { record } from "@/lib/audit/record";
import { randomAlphanumeric, randomId, seal, secretDigest } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import type { Transaction } from "@/lib/database/db";
import { createPerson } from "@/lib/people/create-person";
import { type BuiltInKind, builtInRoles, grantsOf } from "@/lib/rights/privileges";

export type NewOwner = {
  accountName: string;
  name: string;
  email: string;
  passwordHash: string;
  /** The operator vouches for the email address. */
  isVerified?: boolean;
};

/**
 * Creates an account with its four built-in roles and its owner, in the caller's transaction.
 * @throws Refusal `email-taken`
 */
export async function createAccount(tx: Transaction, owner: NewOwner, address: string): Promise<{ accountId: string }> {
  const accountId = randomId();
  const introspectionKey = randomAlphanumeric(40);
  await tx.account.create({
    data: {
      id: accountId,
      name: owner.accountName,
      introspectionKeyDigest: secretDigest(introspectionKey),
      introspectionKeySealed: seal(introspectionKey, introspectionKeyPlace(accountId)),
    },
  });
  const roleIds = await createBuiltInRoles(tx, accountId);
  const { name, email, passwordHash } = owner;
  const verifiedAt = owner.isVerified ? await databaseNow(tx) : null;
  const person = { name, email, passwordHash, verifiedAt, accountId, roleId: roleIds.owner };
  const { userId } = await createPerson(tx, person);
  await record(tx, { userId, name: owner.name, accountId, address }, randomId(), [
    { action: "account.created", target: { id: accountId, name: owner.accountName } },
  ]);
  return { accountId };
}

/** The context that the account's sealed introspection key is bound to. */
export const introspectionKeyPlace = (accountId: string): string => `Account.introspectionKey:${accountId}`;

async function createBuiltInRoles(tx: Transaction, accountId: string): Promise<Record<BuiltInKind, string>> {
  const ids = { owner: randomId(), admin: randomId(), developer: randomId(), member: randomId() };
  const kinds = Object.keys(ids) as BuiltInKind[];
  await tx.role.createMany({
    data: kinds.map((kind) => ({ id: ids[kind], accountId, kind, name: builtInRoles[kind].name })),
  });
  await tx.roleGrant.createMany({
    data: kinds.flatMap((kind) =>
      grantsOf(builtInRoles[kind].rights).map((grant) => ({ roleId: ids[kind], roleKind: kind, ...grant })),
    ),
  });
  return ids;
}
