import type { Prisma } from "@/generated/prisma/client";
import type { Question } from "@/lib/apps/consent";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { AuditEntryInput } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/database/db";

/** Who changes an app, and the ID shared by all audit entries of the change. */
export type Act = { actId: string; actor: Actor };

/**
 * One write of a change, run in changeApp's transaction with the app locked. `App` states which parts of the app must
 * have been read.
 */
export type Write<App = LockedApp> = (tx: Transaction, app: App, act: Act) => Promise<void>;

/** A change of an app: the writes, in this order, then its own fields, and the audit entries. */
export type AppChange<App = LockedApp> = {
  fields?: Prisma.AppUncheckedUpdateInput;
  writes?: readonly Write<App>[];
  /** The app's own row is not updated, so its `updatedAt` stays. */
  untouched?: true;
  /** What the person must have agreed to first. */
  asks?: Question | null;
  audit: readonly Pick<AuditEntryInput, "action" | "before" | "after">[];
};
