import { expect, it } from "vitest";
import { parseClientAssertion } from "@/lib/tokens/client-assertion";

const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
const claims = encoded({ iss: "client", sub: "client", aud: "a", exp: 1, jti: "j" });
const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const parsed = (header: object) =>
  parseClientAssertion(
    new Map([
      ["client_assertion_type", type],
      ["client_assertion", `${encoded(header)}.${claims}.signature`],
    ]),
  );

it("a client assertion is parsed for its client and how it is signed", () => {
  expect(parsed({ alg: "ES256", kid: "k", b64: true })).toMatchObject({ clientId: "client", alg: "ES256", kid: "k" });
});

it.each([
  ["none", { alg: "none" }],
  ["an HMAC", { alg: "HS256" }],
  ["over an unencoded payload (RFC 7797, section 7)", { alg: "ES256", b64: false, crit: ["b64"] }],
])("one whose signature is %s is refused", (_, header) => {
  expect(parsed(header)).toMatchObject({ clientId: "client", wrong: "header" });
});
