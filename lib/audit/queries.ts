import { type AuditAction, auditActions } from "@/lib/audit/actions";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { mayEditApp, maySeeAccount, maySeeApps } from "@/lib/roles/rules";

const pageSize = 50;

/** A page of what was done in the account, newest first. null: not for the actor to see. */
export async function listActivity(actor: Actor, before: string | null) {
  return maySeeAccount(actor) ? page({ accountId: actor.accountId }, before) : null;
}

/** The same for one app, for whoever may see it; who only sees apps does not see from where things were done. */
export async function listAppActivity(actor: Actor, app: { id: string; ownerId: string }, before: string | null) {
  if (!maySeeApps(actor)) return null;
  const found = await page({ accountId: actor.accountId, appId: app.id }, before);
  return mayEditApp(actor, app)
    ? found
    : { ...found, entries: found.entries.map((entry) => ({ ...entry, address: "" })) };
}

export type ActivityEntry = Awaited<ReturnType<typeof page>>["entries"][number];

async function page(where: { accountId: string; appId?: string }, before: string | null) {
  const from = before && /^\d{1,18}$/.test(before) ? BigInt(before) : null;
  const rows = await db().auditEntry.findMany({
    where: { ...where, ...(from ? { id: { lt: from } } : {}) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const there = await appsThere(shown.flatMap((row) => row.appId ?? []));
  const entries = shown.map(({ id, action, appId, ...row }) => ({
    ...row,
    id: String(id),
    words: wordsOf(action),
    /** The app it was done to, while there is a page to lead to. */
    appId: appId && there.has(appId) ? appId : null,
  }));
  return { entries, next: rows.length > pageSize ? (entries.at(-1)?.id ?? null) : null };
}

async function appsThere(appIds: string[]): Promise<Set<string>> {
  const apps = await db().app.findMany({ where: { id: { in: appIds }, removedAt: null }, select: { id: true } });
  return new Set(apps.map((app) => app.id));
}

const wordsOf = (action: string): string => auditActions[action as AuditAction] ?? action;
