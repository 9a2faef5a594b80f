import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

// oidc-provider with everything in memory. A token for a resource is a JWT signed with ES256; one without is opaque, and
// can be introspected.
const { privateKey } = await generateKeyPair("ES256", { extractable: true });
const jwk = { ...(await exportJWK(privateKey)), alg: "ES256", use: "sig" };

const client = {
  client_secret: "b".repeat(32),
  grant_types: ["client_credentials"],
  response_types: [],
  redirect_uris: [],
};

const provider = new Provider("http://localhost:3000", {
  // There a client has one method of authentication; with Patchbay every client has both.
  clients: [
    { ...client, client_id: "bench" },
    { ...client, client_id: "bench-post", token_endpoint_auth_method: "client_secret_post" },
  ],
  jwks: { keys: [jwk] },
  clientDefaults: { id_token_signed_response_alg: "ES256" },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        scope: "read",
        accessTokenTTL: 3_600,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: "ES256" } },
      }),
    },
  },
});

const server = provider.listen(0, "127.0.0.1", () => {
  console.log(`port ${(server.address() as AddressInfo).port}`);
});
