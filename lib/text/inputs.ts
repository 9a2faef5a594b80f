import * as z from "zod";
import { emailAddress } from "@/lib/text/email";
import { lengthOf } from "@/lib/text/length";
import { plain } from "@/lib/text/plain";

// zod compiles its checks with eval if it can; the pages' content security policy forbids that and would report it.
if (typeof window !== "undefined") z.config({ jitless: true });

/** Control characters, line separators, halves of characters, and code points that are no characters. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** Characters that change the direction of the text after them: they make one name look like another. */
const turnsText = /[\u202A-\u202E\u2066-\u2069]/;

/** A single line of {@link plain} text of at most `max` characters, all of which can be shown. */
export const line = (max: number) =>
  z
    .string("Enter text.")
    .overwrite(plain)
    .refine((text) => lengthOf(text) <= max, `Use at most ${max} characters.`)
    .refine((text) => !unprintable.test(text), "Remove the characters that cannot be shown.")
    .refine((text) => !turnsText.test(text), "Remove the invisible characters that turn text around.");

/** A {@link line} that may not be empty. */
export const requiredLine = (max: number, sentence: string) => line(max).refine((text) => text.length > 0, sentence);

export const notAnEmail = "Enter an email address such as name@example.com.";

const longestEmail = 150;

/** An email address in the form we store and compare: lower case, an international domain in its ASCII form. */
export const emailInput = line(longestEmail).transform((text, context) => {
  const address = emailAddress(text)?.toLowerCase();
  if (address !== undefined && address.length <= longestEmail) return address;
  context.addIssue({ code: "custom", message: notAnEmail });
  return z.NEVER;
});

const ourId = /^[\w-]{1,64}$/;

/** The ID of something chosen in a field; `sentence` is shown there while nothing is chosen. */
export const chosenInput = (sentence: string) =>
  z
    .string(sentence)
    .min(1, sentence)
    .refine((id) => id === "" || ourId.test(id), "This no longer exists. Choose again.");

/** One of our IDs, or a token from a link. Ours are never longer, so long hostile input is rejected cheaply. */
export const idInput = z
  .string("This does not exist.")
  .min(1, "This does not exist.")
  .max(64, "This does not exist.")
  .regex(/^[\w-]+$/, "This does not exist.");
