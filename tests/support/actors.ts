import { createAccount } from "@/lib/accounts/commands";
import { type Actor, findActor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { db } from "@/lib/database/db";
import type { BuiltInKind } from "@/lib/rights/privileges";

/** The hash of "long enough"; hashing it for every test would take most of their time. */
const hashOfLongEnough =
  "$argon2id$v=19$m=19456,t=2,p=1$Usxfv32Tj8zeb9LpoD9/rg$uwd4TwedTK9HE4CAM35PDBnSe2HWvtkvb79iw98GqfU";

/**
 * A new account for one test, with a way to act in it as a new person with any built-in role, whose email address is
 * proved.
 */
export async function newAccount() {
  const tag = randomId().toLowerCase();
  const owner = {
    accountName: `Account ${tag}`,
    name: "Olga Owner",
    email: `${tag}@example.com`,
    passwordHash: hashOfLongEnough,
  };
  const { accountId } = await db().$transaction((tx) => createAccount(tx, owner, ""));
  const roles = await db().role.findMany({ where: { accountId }, select: { id: true, kind: true } });
  const roleId = (kind: BuiltInKind): string => roles.find((role) => role.kind === kind)?.id ?? "";
  return {
    accountId,
    ownerEmail: owner.email,
    roleId,
    as: async (kind: BuiltInKind): Promise<Actor> => signedIn(await newPerson(accountId, roleId(kind), kind)),
  };
}

async function newPerson(accountId: string, roleId: string, name: string): Promise<string> {
  const id = randomId();
  const email = `${id}@example.com`.toLowerCase();
  await db().user.create({ data: { id, accountId, roleId, name, email, emailVerifiedAt: new Date() } });
  return id;
}

/** A new session of this person, as an actor. */
export async function signedIn(userId: string): Promise<Actor> {
  const id = randomId();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db().session.create({ data: { id, userId, address: "127.0.0.1", userAgent: "test", expiresAt } });
  const actor = await findActor(id, "127.0.0.1");
  if (!actor) throw new Error("The test's person could not sign in");
  return actor;
}
