import { decodeJwt, decodeProtectedHeader, errors } from "jose";
import * as z from "zod";
import { type AssertionClaims, assertionClaimsInput, type WrongPart } from "@/lib/tokens/assertion-rules";
import { invalidClient, invalidRequest } from "@/lib/tokens/oauth-error";
import { type AssertionAlgorithm, assertionAlgorithms } from "@/lib/tokens/public-key";
import type { Parameters } from "@/lib/tokens/rules";

/** The only defined type of JWT client assertion (RFC 7523, section 2.2). */
const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** An assertion as sent: parsed, with nothing verified. `wrong`: it names a client, but this part can't be read. */
export type ClientAssertion = { clientId: string } & (ReadAssertion | { jwt: string; wrong: WrongPart });

export type ReadAssertion = {
  clientId: string;
  jwt: string;
  alg: AssertionAlgorithm;
  kid: string | undefined;
  claims: AssertionClaims;
};

const headerInput = z.object({
  alg: z.enum(assertionAlgorithms),
  kid: z.string().optional(),
  // The payload of a JWT is always encoded (RFC 7797, section 7).
  b64: z.literal(true).optional(),
});

/**
 * Parses a request's client assertion: which client it claims to be, and how it is signed.
 * @throws OAuthError `invalid_client` if it names no client; `invalid_request` if the body names another client
 */
export function parseClientAssertion(parameters: Parameters): ClientAssertion {
  const jwt = parameters.get("client_assertion");
  if (jwt === undefined || parameters.get("client_assertion_type") !== jwtBearer) throw invalidClient();
  const given = claimsOf(jwt);
  const subject = subjectInput.safeParse(given);
  if (!subject.success) throw invalidClient();
  const clientId = subject.data.sub;
  const named = parameters.get("client_id");
  if (named !== undefined && named !== clientId) {
    throw invalidRequest("The client_id in the body differs from the one in the client assertion. Leave it out.");
  }
  const header = headerInput.safeParse(headerOf(jwt));
  if (!header.success) return { clientId, jwt, wrong: "header" };
  const claims = assertionClaimsInput.safeParse(given);
  if (!claims.success) return { clientId, jwt, wrong: claims.error.issues[0]?.path[0] as keyof AssertionClaims };
  return { clientId, jwt, alg: header.data.alg, kid: header.data.kid, claims: claims.data };
}

const subjectInput = z.object({ sub: z.string() });

const headerOf = (jwt: string): unknown => unlessBroken(() => decodeProtectedHeader(jwt));
const claimsOf = (jwt: string): unknown => unlessBroken(() => decodeJwt(jwt));

function unlessBroken<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}
