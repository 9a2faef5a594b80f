import * as z from "zod";
import { lengthOf } from "@/lib/text/length";

// zod compiles its checks by eval where it can; the pages' content security policy forbids it, and says so loudly.
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

/** An id of ours, or a token in a link: never longer, so that hostile input costs nothing. */
export const idInput = z
  .string("This does not exist.")
  .min(1, "This does not exist.")
  .max(64, "This does not exist.")
  .regex(/^[\w-]+$/, "This does not exist.");
