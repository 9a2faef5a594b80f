import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { freePort } from "@/tests/support/server";

type ProviderPerson = { email?: string; email_verified?: boolean; name?: string };

export type IdentityProvider = {
  issuer: string;
  /** The provider's name on the sign-in page. */
  host: string;
  /** The settings of a server that trusts it. */
  settings: { OIDC_ISSUER: string; OIDC_CLIENT_ID: string; OIDC_CLIENT_SECRET: string };
  stop: () => Promise<void>;
};

const clientSecret = "a secret between the two of them";

/**
 * An identity provider (OpenID Connect) on a free port of this machine, for the Patchbay at `baseUrl`. Signing in there
 * with a name in `people` returns that person's claims; any password works. PKCE is required.
 */
export async function startIdentityProvider(
  baseUrl: string,
  people: Record<string, ProviderPerson>,
): Promise<IdentityProvider> {
  const host = `localhost:${await freePort()}`;
  const issuer = `http://${host}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: "patchbay", client_secret: clientSecret, redirect_uris: [`${baseUrl}/api/auth/callback/oidc`] },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["a key of the tests"] },
    pkce: { required: () => true, methods: ["S256"] },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
  });
  const server = createServer(provider.callback());
  server.listen(Number(new URL(issuer).port));
  await once(server, "listening");
  return {
    issuer,
    host,
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: "patchbay", OIDC_CLIENT_SECRET: clientSecret },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
