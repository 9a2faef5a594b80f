import type { RoleKind } from "@/lib/rights/privileges";

// A file of its own, without zod: People would load it with the page.

/**
 * Why a person may not get a role of this kind, be deactivated or removed; null if they may. `isLastOwner`: no other
 * active owner is left without them.
 */
export const whyNotLoseOwner = (
  person: { name: string; isLastOwner: boolean },
  kind: RoleKind | null,
): string | null =>
  person.isLastOwner && kind !== "owner"
    ? `${person.name} is the account’s last active owner. Make someone else an Owner first.`
    : null;
