import { config } from "@/lib/config";
import { addressOf, answer, type MachineContext, noStore } from "@/lib/http/answer";
import { parametersIn, readForm, readTokenForm } from "@/lib/http/form-body";
import { knowing } from "@/lib/http/known-app";
import {
  authenticateClient,
  authenticateIntrospectionKey,
  type Client,
  type IntrospectionKey,
  inService,
  introspectionKeyIn,
} from "@/lib/tokens/authenticate";
import { parseClientCredentials } from "@/lib/tokens/client-credentials";
import { introspection, issueToken, revokeToken } from "@/lib/tokens/commands";
import { publishedKeys } from "@/lib/tokens/keys";
import { findLiveToken, lookAhead } from "@/lib/tokens/live-token";
import { invalidRequest } from "@/lib/tokens/oauth-error";
import { assertionAlgorithms } from "@/lib/tokens/public-key";
import { grantTypes, type Parameters } from "@/lib/tokens/rules";

/** For public documents that change rarely. A new key is published a day before it signs, so five minutes are safe. */
export const keepFiveMinutes = { "cache-control": "public, max-age=300" } as const;

const tokenQuery = { names: ["grant_type", "account_id", "scope"], instead: "grant_type" } as const;
const revocationQuery = { names: ["token", "token_type_hint"], instead: "token" } as const;

/** `POST /oauth/token` (RFC 6749 §4.4, and the replicated platform's account_credentials grant). */
export async function tokenEndpoint(c: MachineContext): Promise<Response> {
  const parameters = parametersIn(c, await readForm(c), tokenQuery);
  const issued = await issueToken(await clientOf(c, parameters), parameters);
  const body = {
    access_token: issued.accessToken,
    token_type: "bearer",
    expires_in: issued.expiresIn,
    scope: issued.scope,
    api_url: config().baseUrl,
  };
  return answer(c, 200, body, noStore);
}

/** `POST /oauth/introspect` (RFC 7662), for activated apps and the introspection key of the token's account. */
export async function introspectionEndpoint(c: MachineContext): Promise<Response> {
  const parameters = parametersIn(c, await readTokenForm(c), { names: [] });
  const token = parameters.get("token");
  const looking = token === undefined ? undefined : lookAhead(token);
  const authorization = c.req.header("authorization");
  const key = introspectionKeyIn(authorization);
  const caller = key ? await keyHolder(c, key, parameters) : inService(await clientOf(c, parameters)).app;
  const live = await (looking ?? findLiveToken(tokenOf(parameters)));
  return answer(c, 200, introspection(live, caller), noStore);
}

/** `POST /oauth/revoke` (RFC 7009), with the replicated platform's `status` in the response. */
export async function revocationEndpoint(c: MachineContext): Promise<Response> {
  const parameters = parametersIn(c, await readTokenForm(c), revocationQuery);
  const client = await clientOf(c, parameters);
  await revokeToken(client, tokenOf(parameters));
  return answer(c, 200, { status: "success" }, noStore);
}

/** `GET /oauth/jwks` (RFC 7517 §5). */
export async function jwksEndpoint(c: MachineContext): Promise<Response> {
  return answer(c, 200, await publishedKeys(), keepFiveMinutes);
}

/**
 * `GET /.well-known/oauth-authorization-server` (RFC 8414), and the same at `/.well-known/openid-configuration`, where
 * many OAuth libraries look first (RFC 8414 §5).
 */
export function metadataEndpoint(c: MachineContext): Response {
  const issuer = config().baseUrl;
  const clientAuthentication = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
  const metadata = {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    jwks_uri: `${issuer}/oauth/jwks`,
    grant_types_supported: grantTypes,
    // Required by the RFC even without an authorization endpoint.
    response_types_supported: [],
    token_endpoint_auth_methods_supported: clientAuthentication,
    introspection_endpoint_auth_methods_supported: [...clientAuthentication, "Bearer"],
    revocation_endpoint_auth_methods_supported: clientAuthentication,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
  };
  return answer(c, 200, metadata, keepFiveMinutes);
}

const clientOf = (c: MachineContext, parameters: Parameters): Promise<Client> =>
  authenticateClient(parseClientCredentials(c.req.header("authorization"), parameters), () => addressOf(c), knowing(c));

function keyHolder(c: MachineContext, key: IntrospectionKey, parameters: Parameters): Promise<{ accountId: string }> {
  if (parameters.has("client_secret") || parameters.has("client_assertion")) {
    throw invalidRequest("Authenticate with the introspection key or client credentials, not both.");
  }
  return authenticateIntrospectionKey(key, () => addressOf(c));
}

function tokenOf(parameters: Parameters): string {
  const token = parameters.get("token");
  if (token === undefined) throw invalidRequest("Send the token in the parameter token.");
  return token;
}
