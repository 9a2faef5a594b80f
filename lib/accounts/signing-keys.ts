import { type SigningKeyState, signingKeyStates } from "@/lib/accounts/rules";
import { databaseNow } from "@/lib/database/clock";
import { db } from "@/lib/database/db";

export type ListedSigningKey = { kid: string; since: Date; state: SigningKeyState };

/** This installation's keys that sign access tokens, or whose tokens may still be valid; newest first. */
export async function listSigningKeys(): Promise<ListedSigningKey[]> {
  const now = await databaseNow();
  const keys = await db().signingKey.findMany({
    where: { OR: [{ retiredAt: null }, { retiredAt: { gt: now } }] },
    orderBy: [{ activeAt: "desc" }, { kid: "asc" }],
    select: { kid: true, activeAt: true },
  });
  const states = signingKeyStates(keys, now);
  return keys.map(({ kid, activeAt }, i) => ({ kid, since: activeAt, state: states[i] ?? "old" }));
}
