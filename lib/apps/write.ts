import type { Prisma } from "@/generated/prisma/client";
import type { LockedApp } from "@/lib/apps/locked-app";
import type { AuditEntryInput } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/database/db";

/** Who changes an app, and the ID that all audit entries of the change share. */
type Act = { actId: string; actor: Actor };

/**
 * A part of a change, which the door runs in its transaction with the app locked. `App` says which parts of the app it
 * needs to have been read.
 */
export type Write<App = LockedApp> = (tx: Transaction, app: App, act: Act) => Promise<void>;

/** What becomes of an app: its own fields, then whatever is written beside it, in this order, and what the audit says. */
export type AppChange<App = LockedApp> = {
  fields?: Prisma.AppUncheckedUpdateInput;
  writes?: readonly Write<App>[];
  /** The app itself is not updated: its time of the last update stays. */
  untouched?: true;
  audit: readonly Pick<AuditEntryInput, "action" | "before" | "after">[];
};
