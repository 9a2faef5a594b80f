import * as z from "zod";
import { line, requiredLine } from "@/lib/text/inputs";

/** Headers of the notification and of HTTP itself, which an authorization must not replace. */
const reserved =
  /^(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-.*|accept-encoding|user-agent|proxy-.*|webhook-.*|x-zm-.*)$/i;

const headerName = requiredLine(100, "Enter the header’s name.")
  .refine((name) => /^[\w!#$%&'*+.^`|~-]*$/.test(name), "Enter a header name such as X-Api-Key.")
  .refine((name) => !reserved.test(name), "Choose another header: this one is reserved for the notification itself.")
  .transform((name) => name.toLowerCase());

const ascii = /^[\x20-\x7e]*$/;

const headerValue = requiredLine(2000, "Enter the header’s value.").refine(
  (value) => ascii.test(value),
  "Use only printable ASCII characters in a header’s value.",
);

const userName = requiredLine(255, "Enter the user name.").refine(
  (name) => !name.includes(":"),
  "Remove the colon: Basic authentication doesn’t allow one in the user name.",
);

/** A secret, never trimmed. */
const secret = (sentence: string) =>
  z
    .string("Enter text.")
    .min(1, sentence)
    .max(1000, "Use at most 1000 characters.")
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "Remove the characters that cannot be shown.");

/**
 * A subscription's authorization, checked by both the form and the server: none, Basic, a header, or an access token
 * obtained with OAuth client credentials.
 */
export const authorizationInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("basic"), user: userName, password: secret("Enter the password.") }),
  z.object({ kind: z.literal("header"), name: headerName, value: headerValue }),
  z.object({
    kind: z.literal("oauth"),
    tokenUrl: requiredLine(2000, "Enter the token URL."),
    clientId: requiredLine(500, "Enter the client ID."),
    clientSecret: secret("Enter the client secret."),
    /** Separated by spaces; empty: the token endpoint's default. */
    scope: line(1000).refine((text) => ascii.test(text), "Enter scopes, separated by spaces."),
  }),
]);

export type Authorization = z.output<typeof authorizationInput>;
