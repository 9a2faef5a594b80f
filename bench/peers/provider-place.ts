import type { Peer } from "@/bench/peers/start-peer";
import { NotThere, type Place } from "@/lib/testing/conformance/row";
import { post } from "@/lib/testing/machine-server";
import { send } from "@/lib/testing/send";

const secret = { clientSecret: "b".repeat(32) };

/** oidc-provider as the rows of the conformance table ask it: what it does not have throws {@link NotThere}. */
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
  const known: Partial<Place> = {
    paths,
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
