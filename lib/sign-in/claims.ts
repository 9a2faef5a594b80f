import * as z from "zod";

/**
 * What an identity provider says about someone (OpenID Connect Core 1.0, section 5.1), reduced to what we can trust.
 */
export type Claims = { iss: string; sub: string; email?: string; email_verified?: true; name?: string };

type Document = Readonly<Record<string, unknown>>;

const identity = z.object({ iss: z.string(), sub: z.string().min(1).max(255) });

/**
 * Reads the claims of an ID token, and of userinfo for the same subject. The email address and its verified flag always
 * come from the same document: the ID token if it has an address, otherwise userinfo. If they were mixed, anyone could
 * become anyone at a provider where people can edit one but not the other. `trustEmail`: an address without a verified
 * flag counts as verified (OIDC_TRUST_EMAIL).
 * @throws Error if userinfo is about another subject, or the token has no issuer or subject
 */
export function readClaims(
  idToken: Document,
  userinfo: Document | null,
  { trustEmail }: { trustEmail: boolean },
): Claims {
  const { iss, sub } = identity.parse(idToken);
  if (userinfo && userinfo.sub !== sub) throw new Error("The provider's userinfo is about another subject");
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
  // Some providers send the flag as text.
  const isVerified = verified === true || verified === "true" || (trustEmail && !isGiven(verified));
  return isVerified ? { email, email_verified: true } : { email };
}

function nameIn({ name, given_name: given, family_name: family }: Document): string | null {
  const whole = textOf(name) || [textOf(given), textOf(family)].filter((part) => part !== "").join(" ");
  return whole === "" ? null : whole;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
