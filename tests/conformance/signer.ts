import { createPublicKey } from "node:crypto";
import { grant } from "@/tests/conformance/ask";
import type { Credentials, Signer } from "@/tests/conformance/row";
import { post } from "@/tests/support/machine-server";
import type { Answer, SentRequest } from "@/tests/support/send";
import { assertionForm, type PrivateKeys, type Signing, signAssertion } from "@/tests/support/sign-assertion";

type Server = { issuer: string; tokenPath: string; send: (request: SentRequest) => Promise<Answer> };

/** A client that signs assertions for this server with these keys. */
export function makeSigner({ clientId, clientSecret }: Credentials, keys: PrivateKeys, server: Server): Signer {
  const sign = (how: Signing = {}): Promise<string> => {
    const [, key] = Object.entries(keys).find(([alg]) => alg === how.alg) ?? ["ES256", keys.ES256];
    return signAssertion({ clientId, audience: server.issuer, key, ...how });
  };
  async function used(): Promise<string> {
    const jwt = await sign();
    const { status, text } = await server.send(post(server.tokenPath, { ...grant, ...assertionForm(jwt) }));
    if (status !== 200) throw new Error(`No token: ${text}`);
    return jwt;
  }
  return { clientId, clientSecret, sign, used, publicKey: createPublicKey(keys.ES256) };
}
