import * as z from "zod";
import type { Holder } from "@/lib/rights/permissions";
import type { Rights } from "@/lib/rights/privileges";
import { mayGrantRole, mayInvite } from "@/lib/rights/rules";
import { chosenInput, emailInput, idInput } from "@/lib/text/inputs";
import { accountNameInput, personNameInput } from "@/lib/text/names";
import { currentPasswordInput, passwordInput } from "@/lib/text/passwords";

export const setUpInput = z.object({
  token: z.string().max(100),
  accountName: accountNameInput,
  name: personNameInput,
  email: emailInput,
  password: passwordInput,
});

export const joinInput = z.object({ token: z.string().max(100), name: personNameInput, password: passwordInput });

export const invitationIdInput = z.object({ invitationId: idInput });

export const inviteInput = z.object({ email: emailInput, roleId: chosenInput("Choose a role.") });

/** Input to change one's own password: the current one, which must only be there, and the new one. */
export const changePasswordInput = z.object({
  current: currentPasswordInput,
  password: passwordInput,
});

export const forgotInput = z.object({ email: emailInput });

export const resetInput = z.object({ token: z.string().max(100), password: passwordInput });

export const renameAccountInput = z.object({ name: accountNameInput });

/** A person's name guessed from their email address: ada.keeper@example.com becomes Ada Keeper. */
export const nameIn = (email: string): string =>
  email
    .slice(0, email.indexOf("@"))
    .split(/[._+-]+/)
    .filter((word) => word !== "")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(" ") || email;

export type InvitationState = "open" | "accepted" | "revoked" | "expired";

export function invitationState(
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): InvitationState {
  if (invitation.acceptedAt) return "accepted";
  if (invitation.revokedAt) return "revoked";
  return invitation.expiresAt > now ? "open" : "expired";
}

/** Whether a person may create a link that lets its holder join with this role, or sign in as someone who has it. */
export const mayMakeLinkTo = (maker: Holder, role: { rights: Rights }): boolean =>
  mayInvite(maker) && mayGrantRole(maker, role);

type Refused = { code: "forbidden" | "invalid"; message: string };

/** Why the actor may not create a password link for this person; null if they may. */
export function whyNoResetLink(
  actor: Holder & { userId: string },
  person: { id: string; name: string; email: string | null; status: string; rights: Rights },
): Refused | null {
  if (!mayInvite(actor)) return { code: "forbidden", message: "You need Users: Edit to create a password link." };
  if (person.id === actor.userId) return { code: "invalid", message: "Change your own password on your profile page." };
  if (!mayGrantRole(actor, person))
    return { code: "forbidden", message: `${person.name}’s role grants more than you have yourself.` };
  if (person.email === null)
    return { code: "invalid", message: `${person.name} has no email address to sign in with. Invite them again.` };
  return person.status === "active"
    ? null
    : { code: "invalid", message: `${person.name} is deactivated and can’t sign in.` };
}
