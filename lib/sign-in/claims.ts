import * as z from "zod";

/** What an identity provider says of someone (OpenID Connect Core 1.0, section 5.1), read as far as it can be believed. */
export type Claims = { iss: string; sub: string; email?: string; email_verified?: true; name?: string };

type Document = Readonly<Record<string, unknown>>;

const identity = z.object({ iss: z.string(), sub: z.string().min(1).max(255) });

/**
 * Reads an ID token's claims and, beside it, what userinfo says of the same subject. The address and whether it is
 * verified come from one document: the ID token if it names an address, else userinfo. Read from both, a provider at
 * which people choose the one and not the other would let them be anybody. `trustEmail`: an address of which the document
 * doesn't say whether it is verified counts as verified (OIDC_TRUST_EMAIL).
 * @throws Error when userinfo is about someone else, or the token names no one
 */
export function readClaims(
  idToken: Document,
  userinfo: Document | null,
  { trustEmail }: { trustEmail: boolean },
): Claims {
  const { iss, sub } = identity.parse(idToken);
  if (userinfo && userinfo.sub !== sub) throw new Error("The provider's userinfo is about someone else");
  const name = nameIn(idToken) ?? nameIn(userinfo ?? {});
  return {
    iss,
    sub,
    ...emailIn(isGiven(idToken.email) ? idToken : (userinfo ?? {}), trustEmail),
    ...(name ? { name } : {}),
  };
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

function emailIn(document: Document, trustEmail: boolean): Pick<Claims, "email" | "email_verified"> {
  const { email, email_verified: verified } = document;
  if (typeof email !== "string" || email === "") return {};
  // Some providers send it as text.
  const isVerified = verified === true || verified === "true" || (trustEmail && !isGiven(verified));
  return isVerified ? { email, email_verified: true } : { email };
}

function nameIn({ name, given_name: given, family_name: family }: Document): string | null {
  const whole = textOf(name) || [textOf(given), textOf(family)].filter((part) => part !== "").join(" ");
  return whole === "" ? null : whole;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
