import ipaddr from "ipaddr.js";
import * as z from "zod";
import { emailAddress } from "@/lib/text/email";
import { emailInput } from "@/lib/text/inputs";
import { minPasswordLength } from "@/lib/text/length";
import { accountNameInput } from "@/lib/text/names";
import { passwordInput } from "@/lib/text/passwords";

// What the values of settings may be. Each message completes a sentence that begins with the variable's name.

export const whole = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be from ${min} to ${max}`);

export const quota = whole(0, 1_000_000_000);

export const cidrList = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => ipaddr.isValidCIDR(part) || ipaddr.isValid(part)),
    "must be addresses or CIDR ranges, separated by commas",
  );

export const origin = z
  .string()
  .refine((text) => URL.canParse(text), "must be a URL such as https://patchbay.example.com")
  .transform((text) => new URL(text))
  .refine((url) => url.protocol === "http:" || url.protocol === "https:", "must begin with http:// or https://")
  .refine(
    (url) => url.pathname === "/" && !url.search && !url.hash && !url.username,
    "must be an origin without a path",
  )
  .transform((url) => url.origin);

export const sender = z
  .string()
  .refine(
    (text) => !/\p{Cc}/u.test(text) && emailAddress(addressIn(text)) !== null,
    "must be an address such as Patchbay <patchbay@example.com>",
  );

/** The address in `Name <address>`, or the whole text. */
const addressIn = (text: string): string => /^[^<>]*<([^<>]*)>$/.exec(text)?.[1] ?? text;

/** What the set-up page would accept too. */
const accepted = (input: z.ZodType, message: string) =>
  z.string().refine((text) => input.safeParse(text).success, message);

export const accountName = accepted(
  accountNameInput,
  "must be a name of at most 150 characters, without a web address",
);
export const email = accepted(emailInput, "must be an email address");
export const password = accepted(passwordInput, `must have from ${minPasswordLength} to 200 characters`);
