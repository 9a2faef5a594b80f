import * as z from "zod";
import { lengthOf, minPasswordLength } from "@/lib/text/length";

/** Nothing is trimmed: spaces count. The maximum keeps hashing cheap. */
const passwordText = z
  .string("Enter a password.")
  .refine((text) => lengthOf(text) <= 200, "Use at most 200 characters.")
  .refine((text) => !text.includes("\0"), "Remove the characters that cannot be shown.");

/** A new password. */
export const passwordInput = passwordText.refine(
  (text) => lengthOf(text.normalize("NFC")) >= minPasswordLength,
  `Use at least ${minPasswordLength} characters.`,
);

/** One that someone chose earlier, perhaps when other rules held. */
export const currentPasswordInput = passwordText.min(1, "Enter your current password.");
