import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";
import { assertionAlgorithms } from "@/lib/tokens/public-key";
import { newPrivateKeys, publicJwkOf, publicJwks } from "@/tests/support/sign-assertion";

// oidc-provider with everything in memory. A token for a resource is a JWT signed with ES256; one without a resource is
// opaque and can be introspected.
const { privateKey } = await generateKeyPair("ES256", { extractable: true });
const jwk = { ...(await exportJWK(privateKey)), alg: "ES256", use: "sig" };

const client = {
  client_secret: "b".repeat(32),
  grant_types: ["client_credentials"],
  response_types: [],
  redirect_uris: [],
};

// Two clients with private keys, which anyone who asks is told: nothing here is secret.
const [keys, first] = [newPrivateKeys(), newPrivateKeys().ES256];
const keyed = { ...client, token_endpoint_auth_method: "private_key_jwt" as const };
const twoKeys = [
  { ...publicJwkOf(first), kid: "first" },
  { ...publicJwkOf(keys.ES256), kid: "second" },
];
const pems = Object.entries(keys).map(([alg, key]) => [alg, key.export({ format: "pem", type: "pkcs8" })]);

const provider = new Provider("http://localhost:3000", {
  // Here a client has one authentication method; in Patchbay every client has both.
  clients: [
    { ...client, client_id: "bench" },
    { ...client, client_id: "bench-post", token_endpoint_auth_method: "client_secret_post" },
    { ...keyed, client_id: "bench-keyed", jwks: { keys: publicJwks(keys) } },
    { ...keyed, client_id: "bench-two-keys", jwks: { keys: twoKeys } },
  ],
  // It doesn't know the newer name of EdDSA.
  enabledJWA: { clientAuthSigningAlgValues: assertionAlgorithms.filter((alg) => alg !== "Ed25519") },
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

const answer = provider.callback();
const server = createServer((request, response) =>
  request.url === "/private-keys" ? response.end(JSON.stringify(Object.fromEntries(pems))) : answer(request, response),
);
server.listen(0, "127.0.0.1", () => {
  console.log(`port ${(server.address() as AddressInfo).port}`);
});
