import { CompactSign, decodeJwt, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { signingKey } from "@/lib/tokens/keys";

/** A living token of ours, taken apart. */
export type Genuine = { token: string; claims: JWTPayload; own: Awaited<ReturnType<typeof signingKey>> };

export const takeApart = async (token: string): Promise<Genuine> => ({
  token,
  claims: decodeJwt(token),
  own: await signingKey(),
});

const header = ({ own }: Genuine) => ({ alg: "ES256", typ: "at+jwt", kid: own.kid });

/** The token signed anew with our own key, with some claims or parts of the header changed. */
export const signedAnew = (g: Genuine, changes: JWTPayload, head: Record<string, unknown> = {}): Promise<string> =>
  new SignJWT({ ...g.claims, ...changes }).setProtectedHeader({ ...header(g), ...head }).sign(g.own.privateKey);

const swapped = ({ token }: Genuine, part: number, text: string): string =>
  token
    .split(".")
    .map((one, at) => (at === part ? text : one))
    .join(".");

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const flipped = (text = ""): string => text.replace(/^./, (c) => (c === "A" ? "B" : "A"));

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
  "too few parts": ({ token }) => token.split(".").slice(0, 2).join("."),
  "too many parts": ({ token }) => `${token}.x`,
  "five parts": () => "a.b.c.d.e",
};

/** What is wrong with each token that {@link forge} makes. */
export const forgeryNames: readonly string[] = Object.keys(forgeries);

/** A token that looks like this one and is not ours, or not for this app. */
export async function forge(genuine: Genuine, how: string): Promise<string> {
  const make = forgeries[how];
  if (!make) throw new Error(`No such forgery: ${how}`);
  return make(genuine);
}
