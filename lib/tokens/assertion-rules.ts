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

/** An assertion may expire at most this long after it is used. */
const longestSeconds = 300;

/** How far a client's clock may differ from the database's. */
export const skewSeconds = 30;

/**
 * Whether an assertion's claims are acceptable at `now` (seconds): meant for one of `audiences`, not expired, already
 * valid, and expiring within five minutes (RFC 7523, section 3).
 */
export function claimsHold(
  { aud, exp, nbf, iat }: AssertionClaims,
  audiences: readonly string[],
  now: number,
): boolean {
  const meant = [aud].flat().some((one) => audiences.includes(one));
  const lasts = exp > now - skewSeconds && exp <= now + longestSeconds + skewSeconds;
  const begun = [nbf, iat].every((moment) => moment === undefined || moment <= now + skewSeconds);
  return meant && lasts && begun;
}
