import * as z from "zod";

export const assertionClaimsInput = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  jti: z.string().min(1),
});

export type AssertionClaims = z.output<typeof assertionClaimsInput>;

/** What an assertion was rejected for: a claim, its header, its signature, or its second use. */
export type WrongPart = keyof AssertionClaims | "header" | "signature" | "used before";

/** An assertion may expire at most this long after it is used. Several libraries always give theirs an hour. */
const longestSeconds = 3_600;

/** How far a client's clock may differ from the database's. */
export const skewSeconds = 30;

/**
 * The claim that is not acceptable at `now` (seconds), null if all are: meant for one of `audiences`, not expired,
 * already valid, and expiring within an hour (RFC 7523, section 3).
 */
export function wrongClaim(
  { iss, sub, aud, exp, nbf, iat }: AssertionClaims,
  audiences: readonly string[],
  now: number,
): keyof AssertionClaims | null {
  if (iss !== sub) return "iss";
  if (![aud].flat().some((one) => audiences.includes(one))) return "aud";
  if (exp <= now - skewSeconds || exp > now + longestSeconds + skewSeconds) return "exp";
  if (nbf !== undefined && nbf > now + skewSeconds) return "nbf";
  if (iat !== undefined && iat > now + skewSeconds) return "iat";
  return null;
}
