import { createHmac } from "node:crypto";
import { CompactSign, decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { signingKey } from "@/lib/tokens/keys";

/** A valid token of ours, taken apart. */
export type Genuine = { token: string; claims: JWTPayload; own: Awaited<ReturnType<typeof signingKey>> };

export const takeApart = async (token: string): Promise<Genuine> => ({
  token,
  claims: decodeJwt(token),
  own: await signingKey(),
});

const header = ({ own }: Genuine) => ({ alg: "ES256", typ: "at+jwt", kid: own.kid });

/** The token re-signed with our own key, with changed claims or header parameters. */
export const signedAnew = (
  g: Genuine,
  changes: Readonly<Record<string, unknown>>,
  head: Record<string, unknown> = {},
): Promise<string> =>
  new SignJWT({ ...g.claims, ...changes }).setProtectedHeader({ ...header(g), ...head }).sign(g.own.privateKey);

const swapped = ({ token }: Genuine, part: number, text: string): string =>
  token
    .split(".")
    .map((one, at) => (at === part ? text : one))
    .join(".");

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const flipped = (text = ""): string => text.replace(/^./, (c) => (c === "A" ? "B" : "A"));

/** The two numbers of a signature in DER, as other libraries write them. */
function derOf(signature: Buffer): string {
  const numbers = [signature.subarray(0, 32), signature.subarray(32)].map((one) =>
    Buffer.concat([Buffer.from([2, 33, 0]), one]),
  );
  return Buffer.concat([Buffer.from([0x30, 70]), ...numbers]).toString("base64url");
}

const forgeries: Record<string, (g: Genuine) => string | Promise<string>> = {
  "alg none": ({ claims }) => new UnsecuredJWT(claims).encode(),
  "alg none under our header": (g) => `${encoded({ ...header(g), alg: "none" })}.${encoded(g.claims)}.`,
  "another key under our kid": async (g) =>
    new SignJWT(g.claims).setProtectedHeader(header(g)).sign((await generateKeyPair("ES256")).privateKey),
  "the public key as an HMAC secret": (g) =>
    new SignJWT(g.claims)
      .setProtectedHeader({ ...header(g), alg: "HS256" })
      .sign(new TextEncoder().encode(JSON.stringify(g.own.kid))),
  "an unknown kid": (g) => signedAnew(g, {}, { kid: "nobody" }),
  "no kid": (g) => signedAnew(g, {}, { kid: undefined }),
  "a key of its own in the header": async (g) => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const head = { ...header(g), kid: "x", jku: "http://127.0.0.1/keys" };
    return new SignJWT(g.claims).setProtectedHeader(head).sign(privateKey);
  },
  "another type": (g) => signedAnew(g, {}, { typ: "JWT" }),
  "an unknown critical header": (g) => swapped(g, 0, encoded({ ...header(g), crit: ["x"], x: 1 })),
  "another issuer": (g) => signedAnew(g, { iss: "https://elsewhere.example.com" }),
  "another audience": (g) => signedAnew(g, { aud: "https://elsewhere.example.com" }),
  "no audience": (g) => signedAnew(g, { aud: undefined }),
  "another account": (g) => signedAnew(g, { account_id: "elsewhere" }),
  "another app's client ID": (g) => signedAnew(g, { client_id: "0".repeat(22) }),
  "another epoch": (g) => signedAnew(g, { epoch: 7 }),
  "an unknown credential": (g) => signedAnew(g, { cred: "nothing" }),
  "a scope the app lacks": (g) => signedAnew(g, { scope: "user:write:user:admin" }),
  "claims of the wrong kind": (g) => signedAnew(g, { epoch: "0", exp: undefined }),
  "a payload that is not JSON": (g) =>
    new CompactSign(Buffer.from("{")).setProtectedHeader(header(g)).sign(g.own.privateKey),
  "a changed payload": (g) => swapped(g, 1, encoded({ ...g.claims, exp: Number(g.claims.exp) + 9999 })),
  "a changed signature": (g) => swapped(g, 2, flipped(g.token.split(".")[2])),
  "no signature": (g) => swapped(g, 2, ""),
  "a header that is not JSON": (g) => swapped(g, 0, "e30x"),
  "an algorithm in lower case": (g) => swapped(g, 0, encoded({ ...header(g), alg: "es256" })),
  "an algorithm that is no text": (g) => swapped(g, 0, encoded({ ...header(g), alg: ["ES256"] })),
  "another key in the header's jwk": async (g) => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const head = { ...header(g), jwk: await exportJWK(publicKey) };
    return new SignJWT(g.claims).setProtectedHeader(head).sign(privateKey);
  },
  "another kind of key under our kid": async (g) =>
    new SignJWT(g.claims)
      .setProtectedHeader({ ...header(g), alg: "RS256" })
      .sign((await generateKeyPair("RS256")).privateKey),
  "an empty HMAC secret": (g) => {
    const signed = `${encoded({ ...header(g), alg: "HS256" })}.${encoded(g.claims)}`;
    return `${signed}.${createHmac("sha256", "").update(signed).digest("base64url")}`;
  },
  "a kid that leads to a file": (g) => swapped(g, 0, encoded({ ...header(g), kid: "../../../dev/null" })),
  "a kid that is SQL": (g) => swapped(g, 0, encoded({ ...header(g), kid: "x' OR '1'='1" })),
  "a kid with a NUL": (g) => swapped(g, 0, encoded({ ...header(g), kid: "\0" })),
  "a NUL in place of the client ID": (g) => swapped(g, 1, encoded({ ...g.claims, sub: "\0", client_id: "\0" })),
  "half a character in place of the credential": (g) => swapped(g, 1, encoded({ ...g.claims, cred: "\ud800" })),
  "a signature of zeros": (g) => swapped(g, 2, Buffer.alloc(64).toString("base64url")),
  "a signature in DER": (g) => swapped(g, 2, derOf(Buffer.from(g.token.split(".")[2] ?? "", "base64url"))),
  "half a signature": (g) => swapped(g, 2, (g.token.split(".")[2] ?? "").slice(0, 43)),
  "the signature of another token": async (g) =>
    swapped(g, 2, (await signedAnew(g, { jti: "another" })).split(".")[2] ?? ""),
  "claims in a list": (g) => swapped(g, 1, encoded([g.claims])),
  "no client ID": (g) => signedAnew(g, { client_id: undefined, sub: undefined }),
  "no account": (g) => signedAnew(g, { account_id: undefined }),
  "no end": (g) => signedAnew(g, { exp: undefined }),
  "too few parts": ({ token }) => token.split(".").slice(0, 2).join("."),
  "too many parts": ({ token }) => `${token}.x`,
  "five parts": () => "a.b.c.d.e",
};

/** What is wrong with each token that {@link forge} makes. */
export const forgeryNames: readonly string[] = Object.keys(forgeries);

/** A token that looks like this one but isn't ours, or isn't for this app. */
export async function forge(genuine: Genuine, how: string): Promise<string> {
  const make = forgeries[how];
  if (!make) throw new Error(`No such forgery: ${how}`);
  return make(genuine);
}
