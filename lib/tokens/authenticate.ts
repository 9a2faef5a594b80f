import { secretDigest, secretDigests, secretMatches } from "@/lib/crypto";
import type { WrongPart } from "@/lib/tokens/assertion-rules";
import { type ClientCredentials, isClientId, parseBasic } from "@/lib/tokens/client-credentials";
import { countFailure } from "@/lib/tokens/failures";
import type { NotLetIn, OnKnown } from "@/lib/tokens/live-token";
import { findAccountByKeyDigest, lookUp } from "@/lib/tokens/lookup";
import { invalidClient, OAuthError, slowDown } from "@/lib/tokens/oauth-error";
import { type AppFacts, usableSecrets, whyNotInService } from "@/lib/tokens/rules";
import { verifyAssertion } from "@/lib/tokens/verify-assertion";

/** An app that authenticated with a usable secret or key. What it may do still depends on its state. */
export type Client = { app: AppFacts; credentialId: string };

/**
 * Checks a client's credentials against the database. A correct secret or assertion always passes; failures are counted
 * by the address they come from.
 * @throws OAuthError `invalid_client`, the same for an unknown client as for a wrong secret or assertion; `slow_down`
 */
export async function authenticateClient(
  credentials: ClientCredentials,
  address: () => string,
  onKnown?: OnKnown,
): Promise<Client> {
  const app = await findApp(credentials.clientId);
  const checked = "jwt" in credentials ? await verifyAssertion(credentials, app) : matchingSecret(credentials, app);
  const credentialId = "id" in checked ? checked.id : null;
  if (app) onKnown?.(app, "id" in checked ? null : whyRefused(app, checked.wrong));
  if (app && credentialId) return { app, credentialId };
  return refuse(invalidClient(), credentials.clientId, address);
}

/** Anyone can send a client ID, in a header, a body or an assertion. One that is not well-formed is not looked up. */
const findApp = async (clientId: string): Promise<AppFacts | undefined> =>
  isClientId(clientId) ? (await lookUp({ clientId })).app : undefined;

/** Why a known client is rejected, as recorded for the app's Usage page. */
function whyRefused({ removed }: AppFacts, wrong: WrongPart | "secret"): NotLetIn {
  if (removed) return "removed app";
  return wrong === "secret" ? "wrong secret" : `wrong assertion: ${wrong}`;
}

/** Compares a secret even if the app has none, so that an unknown client takes just as long. */
function matchingSecret(
  { clientSecret: given }: { clientSecret: string },
  app: AppFacts | undefined,
): { id: string } | { wrong: "secret" } {
  const secrets = app ? usableSecrets(app) : [];
  if (secrets.length === 0) secretMatches(given, digestOfNothing());
  return secrets.find(({ digest }) => secretMatches(given, digest)) ?? { wrong: "secret" };
}

let nothing: string | undefined;

const digestOfNothing = (): string => {
  nothing ??= secretDigest("");
  return nothing;
};

/** An account's introspection key as sent; `accountId` if sent with it, by Basic. */
export type IntrospectionKey = { key: string; accountId: string | null };

/** Keys have 40 alphanumerics, client secrets 32. */
const keyShape = /^[A-Za-z0-9]{40}$/;

const bearerScheme = /^bearer(?: +(.*))?$/i;

/**
 * The introspection key in the header: as a bearer token, or by Basic with the account's ID as user name. Null for a
 * client's credentials.
 * @throws OAuthError `invalid_request` for malformed Basic
 */
export function introspectionKeyIn(authorization: string | undefined): IntrospectionKey | null {
  if (authorization === undefined) return null;
  const bearer = bearerScheme.exec(authorization);
  if (bearer) return { key: bearer[1] ?? "", accountId: null };
  const basic = parseBasic(authorization);
  return basic && keyShape.test(basic.clientSecret) ? { key: basic.clientSecret, accountId: basic.clientId } : null;
}

/**
 * The account whose introspection key this is.
 * @throws OAuthError `invalid_token` (`invalid_client` if sent by Basic), `slow_down`
 */
export async function authenticateIntrospectionKey(
  { key, accountId }: IntrospectionKey,
  address: () => string,
): Promise<{ accountId: string }> {
  const found = await Promise.all(secretDigests(key).map(findAccountByKeyDigest));
  const owner = found.find((one) => one !== undefined);
  if (owner !== undefined && (accountId ?? owner) === owner) return { accountId: owner };
  return refuse(accountId === null ? invalidIntrospectionKey() : invalidClient(), "introspection key", address);
}

const invalidIntrospectionKey = () =>
  new OAuthError("invalid_token", "Send the introspection key shown on the Account page.", {
    status: 401,
    headers: { "www-authenticate": 'Bearer error="invalid_token"' },
  });

async function refuse(error: OAuthError, client: string, address: () => string): Promise<never> {
  const wait = await countFailure(client, address());
  throw wait > 0 ? slowDown(wait) : error;
}

/**
 * Returns the client unchanged. @throws OAuthError `unauthorized_client` unless the app is activated and its owner
 * active
 */
export function inService(client: Client): Client {
  const no = whyNotInService(client.app);
  if (no) throw no;
  return client;
}
