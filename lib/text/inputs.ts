import * as z from "zod";
import { lengthOf } from "@/lib/text/length";

// zod compiles its checks with eval if it can; the pages' content security policy forbids that and would report it.
if (typeof window !== "undefined") z.config({ jitless: true });

const controlCharacter = /\p{Cc}/u;

/** A single line of text, trimmed, of at most `max` characters, without control characters or broken Unicode. */
export const line = (max: number) =>
  z
    .string("Enter text.")
    .trim()
    .refine((text) => lengthOf(text) <= max, `Use at most ${max} characters.`)
    .refine(
      (text) => !controlCharacter.test(text) && !/\p{Cs}/u.test(text),
      "Remove the characters that cannot be shown.",
    );

/** A {@link line} that may not be empty. */
export const requiredLine = (max: number, sentence: string) => line(max).refine((text) => text.length > 0, sentence);

/** One of our IDs, or a token from a link. Ours are never longer, so long hostile input is rejected cheaply. */
export const idInput = z
  .string("This does not exist.")
  .min(1, "This does not exist.")
  .max(64, "This does not exist.")
  .regex(/^[\w-]+$/, "This does not exist.");
