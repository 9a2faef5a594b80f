import { isUtf8 } from "node:buffer";
import { type ClientAssertion, parseClientAssertion } from "@/lib/tokens/client-assertion";
import { invalidClient, invalidRequest } from "@/lib/tokens/oauth-error";
import { formDecode } from "@/lib/tokens/request";
import type { Parameters } from "@/lib/tokens/rules";

/** What a client authenticates with: its secret, or an assertion signed with its private key. */
export type ClientCredentials = ClientSecret | ClientAssertion;

type ClientSecret = { clientId: string; clientSecret: string };

/** Whether a text has the form of a client ID: 22 alphanumerics. Nothing else is looked up. */
export const isClientId = (text: string): boolean => /^[A-Za-z0-9]{22}$/.test(text);

/**
 * The credentials a client authenticates with: exactly one of `client_secret_basic`, `client_secret_post` (RFC 6749
 * §2.3.1) and `private_key_jwt` (RFC 7523 §2.2). With Basic or an assertion, the body may repeat the client ID if it is
 * the same.
 * @throws OAuthError `invalid_request` (two methods, malformed Basic), `invalid_client` (none, or an unsupported one)
 */
export function parseClientCredentials(authorization: string | undefined, parameters: Parameters): ClientCredentials {
  if (authorization === undefined) return parseBody(parameters);
  if (parameters.has("client_secret") || hasAssertion(parameters)) {
    throw invalidRequest("Authenticate in the Authorization header or in the body, not both.");
  }
  const basic = parseBasic(authorization);
  if (!basic) throw invalidClient();
  const clientId = parameters.get("client_id");
  if (clientId !== undefined && clientId !== basic.clientId) {
    throw invalidRequest("The client_id in the body differs from the one in the Authorization header. Leave it out.");
  }
  return basic;
}

function parseBody(parameters: Parameters): ClientCredentials {
  const clientId = parameters.get("client_id");
  const clientSecret = parameters.get("client_secret");
  if (hasAssertion(parameters)) {
    if (clientSecret === undefined) return parseClientAssertion(parameters);
    throw invalidRequest("Authenticate with a client secret or a client assertion, not both.");
  }
  if (clientId === undefined || clientSecret === undefined) throw invalidClient();
  return { clientId, clientSecret };
}

const hasAssertion = (parameters: Parameters): boolean =>
  parameters.has("client_assertion") || parameters.has("client_assertion_type");

const basicScheme = /^basic(?: +(.*))?$/i;

/**
 * The user name and password of a Basic header; null for another scheme.
 * @throws OAuthError `invalid_request` if it is malformed
 */
export function parseBasic(authorization: string): ClientSecret | null {
  const basic = basicScheme.exec(authorization);
  if (!basic) return null;
  const text = decodeBase64(basic[1] ?? "");
  const colon = text.indexOf(":");
  if (colon === -1) throw malformedBasic();
  return { clientId: formDecode(text.slice(0, colon)), clientSecret: formDecode(text.slice(colon + 1)) };
}

/** Node ignores invalid base64, so only text that re-encodes to itself is accepted. */
function decodeBase64(text: string): string {
  const bytes = Buffer.from(text, "base64");
  if (text === "" || bytes.toString("base64") !== text || !isUtf8(bytes)) throw malformedBasic();
  return bytes.toString("utf8");
}

const malformedBasic = () =>
  invalidRequest(
    "Send Authorization: Basic with the form-urlencoded client ID and client secret, joined by a colon, in base64.",
  );
