import { Prisma } from "@/generated/prisma/client";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";

type NewPerson = {
  accountId: string;
  roleId: string;
  name: string;
  email: string;
  /** null: they sign in through the identity provider only. */
  passwordHash: string | null;
  /** Since when the address is proved theirs; null: it is not. */
  verifiedAt: Date | null;
};

/** @throws Refusal `email-taken` */
export async function createPerson(tx: Transaction, { verifiedAt, ...person }: NewPerson): Promise<{ userId: string }> {
  const id = randomId();
  try {
    await tx.user.create({ data: { id, ...person, emailVerifiedAt: verifiedAt } });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") throw emailTaken();
    throw error;
  }
  return { userId: id };
}

export const emailTaken = (): Refusal =>
  new Refusal("email-taken", "A person with this email address exists already. Sign in, or use another address.", [
    { field: "email", message: "This email address is taken." },
  ]);
