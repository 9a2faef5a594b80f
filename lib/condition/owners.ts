import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { maySeeApps } from "@/lib/rights/rules";
import { searchText } from "@/lib/text/plain";

/** An owner in the filter of Created apps. */
export type AppOwner = { id: string; name: string };

const most = 20;

/** People of the account who own apps and whose name contains `search`, by name, at most 20. */
export async function listAppOwners(actor: Actor, search: string): Promise<AppOwner[]> {
  if (!maySeeApps(actor)) return [];
  const literal = searchText(search, 150).replace(/[\\%_]/g, "\\$&");
  return db().user.findMany({
    where: {
      accountId: actor.accountId,
      apps: { some: {} },
      ...(literal ? { name: { contains: literal, mode: "insensitive" as const } } : {}),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: most,
    select: { id: true, name: true },
  });
}

/** One of them by ID; null if they aren't in the account. */
export async function findAppOwner(actor: Actor, userId: string): Promise<AppOwner | null> {
  if (!maySeeApps(actor)) return null;
  return db().user.findUnique({
    where: { id: userId, accountId: actor.accountId },
    select: { id: true, name: true },
  });
}
