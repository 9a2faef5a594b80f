import * as z from "zod";
import { overlapInput } from "@/lib/credentials/secret-end";
import { allows, type Holder } from "@/lib/rights/permissions";
import { type Access, appsPrivilege } from "@/lib/rights/privileges";
import { chosenInput, idInput } from "@/lib/text/inputs";

export const startTransferInput = z.object({ appId: idInput, toId: chosenInput("Choose the new owner.") });

/** `givesUp`: the scopes the new owner agreed to lose, out of those shown; all of them or none. */
export const acceptTransferInput = z.object({
  appId: idInput,
  overlap: overlapInput,
  givesUp: z.array(z.string().max(200)).max(5000),
});

type ScopeNeed = { id: string; privilege: string; access: Access };

/** IDs of the scopes an app would lose under an owner with these rights. */
export const scopesLostUnder = (person: Pick<Holder, "rights">, scopes: readonly ScopeNeed[]): string[] =>
  scopes.filter(({ privilege, access }) => !allows(person.rights, privilege, access)).map(({ id }) => id);

/** Why this person can't become an app's owner now, as a sentence; null if they can. */
export function whyNotOwner(
  person: Pick<Holder, "rights"> & { name: string; email: string | null; status: string },
): string | null {
  if (person.status !== "active") return `${person.name} is deactivated.`;
  if (person.email === null) return `${person.name} has no email address to sign in with.`;
  if (allows(person.rights, appsPrivilege, "edit")) return null;
  return `${person.name}’s role does not grant S2S apps: Edit, which owning an app requires.`;
}

/** Whether a transfer is there and has not expired. */
export const isPending = (transfer: { expiresAt: Date } | null, now: Date): boolean =>
  transfer !== null && transfer.expiresAt > now;
