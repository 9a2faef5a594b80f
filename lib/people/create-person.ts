import { Prisma } from "@/generated/prisma/client";
import { randomId } from "@/lib/crypto";
import type { Transaction } from "@/lib/database/db";
import { Refusal } from "@/lib/refusal";

type NewPerson = {
  accountId: string;
  roleId: string;
  name: string;
  email: string;
  /** null: they can sign in only through the identity provider. */
  passwordHash: string | null;
  /** When the email address was proved to be theirs; null: never. */
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
  new Refusal("email-taken", "Someone already uses this email address. Sign in, or use another address.", [
    { field: "email", message: "This email address is taken." },
  ]);
