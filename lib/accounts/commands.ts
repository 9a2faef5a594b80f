import { Prisma } from "@/generated/prisma/client";
import { record } from "@/lib/audit/record";
import { hashPassword } from "@/lib/auth/password";
import { randomAlphanumeric, randomId, seal, secretDigest } from "@/lib/crypto";
import type { Transaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { type BuiltInKind, builtInRoles, grantsOf } from "@/lib/roles/privileges";

/** Hashed before the transaction: that takes long, and waits its turn. */
type Hashed = { hash: string };

export type NewOwner = { accountName: string; name: string; email: string; password: Hashed };

/**
 * Creates an account with its four built-in roles and its owner, inside the caller's transaction.
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
  const { userId } = await createPerson(tx, { ...owner, accountId, roleId: roleIds.owner });
  await record(tx, { userId, name: owner.name, accountId, address }, randomId(), [
    { action: "account.created", target: { id: accountId, name: owner.accountName } },
  ]);
  return { accountId };
}

/** What the account's sealed introspection key is bound to. */
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

/**
 * Without a password the person signs in through the identity provider only.
 * @throws Refusal `email-taken`
 */
export async function createPerson(
  tx: Transaction,
  person: { accountId: string; roleId: string; name: string; email: string; password: string | Hashed | null },
): Promise<{ userId: string }> {
  const id = randomId();
  const { password } = person;
  const passwordHash = typeof password === "string" ? await hashPassword(password) : (password?.hash ?? null);
  try {
    await tx.user.create({
      data: {
        id,
        accountId: person.accountId,
        roleId: person.roleId,
        name: person.name,
        email: person.email,
        passwordHash,
      },
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      throw new Refusal(
        "email-taken",
        "A person with this email address exists already. Sign in, or use another address.",
        [{ field: "email", message: "This email address is taken." }],
      );
    }
    throw error;
  }
  return { userId: id };
}
