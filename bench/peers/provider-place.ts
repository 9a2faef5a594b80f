import { createPrivateKey } from "node:crypto";
import type { Peer } from "@/bench/peers/start-peer";
import { NotThere, type Place } from "@/tests/conformance/row";
import { makeSigner } from "@/tests/conformance/signer";
import { post } from "@/tests/support/machine-server";
import { type SentRequest, send } from "@/tests/support/send";
import type { PrivateKeys } from "@/tests/support/sign-assertion";

const secret = { clientSecret: "b".repeat(32) };

/** oidc-provider as the conformance table's rows use it. What it doesn't have throws {@link NotThere}. */
export function providerPlace({ port }: Peer): Place {
  const app = { clientId: "bench", ...secret };
  const paths = {
    token: "/token",
    introspect: "/token/introspection",
    revoke: "/token/revocation",
    keys: "/jwks",
    metadata: "/.well-known/openid-configuration",
  };
  const newToken = async (): Promise<string> => {
    const { json } = await send(port, post(paths.token, { grant_type: "client_credentials" }, app));
    return String(json.access_token);
  };
  const token: Place["token"] = async (of) => {
    if (of !== undefined && of !== "revoked") throw new NotThere();
    const made = await newToken();
    if (of === "revoked") await send(port, post(paths.revoke, { token: made }, app));
    return made;
  };
  const issuer = "http://localhost:3000";
  const keyed: Place["keyed"] = async (as) => {
    if (as !== undefined && as !== "two keys") throw new NotThere();
    const clientId = as === undefined ? "bench-keyed" : "bench-two-keys";
    const server = { issuer, tokenPath: paths.token, send: (request: SentRequest) => send(port, request) };
    return makeSigner({ clientId, ...secret }, await privateKeysOf(port), server);
  };
  const known: Partial<Place> = {
    paths,
    issuer,
    url: (path) => `http://localhost:${port}${path}`,
    keyed,
    app,
    token,
    postApp: { clientId: "bench-post", ...secret },
    wrong: { ...app, clientSecret: "x".repeat(32) },
    unknown: { clientId: "0".repeat(22), clientSecret: "x".repeat(32) },
  };
  return new Proxy(known, {
    get(there, name) {
      if (name in there) return Reflect.get(there, name);
      throw new NotThere();
    },
  }) as Place;
}

async function privateKeysOf(port: number): Promise<PrivateKeys> {
  const { json } = await send(port, { method: "GET", path: "/private-keys" });
  const keys = Object.entries(json).map(([alg, pem]) => [alg, createPrivateKey(String(pem))]);
  return Object.fromEntries(keys) as PrivateKeys;
}
