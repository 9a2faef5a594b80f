import * as z from "zod";
import { line, requiredLine } from "@/lib/text";

export const minPasswordLength = 8;

/** A password is taken as it is typed: spaces count, nothing is trimmed. Bounded so that hashing stays cheap. */
export const passwordInput = z
  .string("Enter a password.")
  .min(minPasswordLength, `Use at least ${minPasswordLength} characters.`)
  .max(200, "Use at most 200 characters.")
  .refine((text) => !text.includes("\0"), "Remove the characters that cannot be shown.");

export const emailInput = line(150)
  .refine((text) => z.email().safeParse(text).success, "Enter an email address such as name@example.com.")
  .transform((text) => text.toLowerCase());

const personNameInput = requiredLine(150, "Enter your name.");

export const accountNameInput = requiredLine(150, "Enter the account's name.");

export const setUpInput = z.object({
  token: z.string().max(100),
  accountName: accountNameInput,
  name: personNameInput,
  email: emailInput,
  password: passwordInput,
});

export const joinInput = z.object({ token: z.string().max(100), name: personNameInput, password: passwordInput });

export const inviteInput = z.object({ email: emailInput, roleId: z.string().max(64) });

export type InvitationState = "open" | "accepted" | "revoked" | "expired";

export function invitationState(
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): InvitationState {
  if (invitation.acceptedAt) return "accepted";
  if (invitation.revokedAt) return "revoked";
  return invitation.expiresAt > now ? "open" : "expired";
}
