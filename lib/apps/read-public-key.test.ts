import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readPublicKey } from "@/lib/apps/read-public-key";
import { algorithmsOf } from "@/lib/tokens/public-key";

const pairs = {
  p256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  p384: generateKeyPairSync("ec", { namedCurve: "P-384" }),
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ed25519: generateKeyPairSync("ed25519"),
};
const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
const otherCurve = generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey;

const pem = (key: { export: (options: { format: "pem"; type: "spki" }) => string | Buffer }) =>
  String(key.export({ format: "pem", type: "spki" }));
const jwk = (key: { export: (options: { format: "jwk" }) => object }) => key.export({ format: "jwk" });

describe("a pasted public key", () => {
  it.each([
    ["p256", ["ES256"]],
    ["p384", ["ES384"]],
    ["rsa", ["RS256", "PS256"]],
    ["ed25519", ["EdDSA", "Ed25519"]],
  ] as const)("of the kind %s is read as JWK and as PEM, and is for %s", (name, algorithms) => {
    const { publicKey } = pairs[name];
    expect(readPublicKey(` ${JSON.stringify(jwk(publicKey))}\n`)).toEqual(readPublicKey(pem(publicKey)));
    expect(algorithmsOf(readPublicKey(pem(publicKey)))).toEqual(algorithms);
  });

  it("keeps its ID and algorithm, and drops everything unnecessary", () => {
    const given = { ...jwk(pairs.rsa.publicKey), kid: "mine", alg: "PS256", use: "sig", x5t: "x", note: "secret?" };
    const read = readPublicKey(JSON.stringify(given));
    expect(Object.keys(read).sort()).toEqual(["alg", "e", "kid", "kty", "n"]);
    expect(algorithmsOf(read)).toEqual(["PS256"]);
  });

  it.each(Object.entries(pairs))("is refused when it is the private half: %s", (_name, { privateKey }) => {
    const pasted = [
      JSON.stringify(privateKey.export({ format: "jwk" })),
      String(privateKey.export({ format: "pem", type: "pkcs8" })),
      JSON.stringify({ ...jwk(privateKey), kid: "x" }, null, 2),
    ];
    for (const text of pasted) expect(() => readPublicKey(text)).toThrow(/^This is a private key\./);
  });

  it.each([
    ["nothing", ""],
    ["words", "my key"],
    ["half a JWK", '{"kty":"EC","crv":"P-256"}'],
    ["broken JSON", '{"kty":'],
    ["a shared secret", '{"kty":"oct","k":"c2VjcmV0"}'],
    ["a point that is not on the curve", JSON.stringify({ ...jwk(pairs.p256.publicKey), y: "AAAA" })],
    ["a key for encryption", JSON.stringify({ ...jwk(pairs.rsa.publicKey), use: "enc" })],
    ["a set of keys", JSON.stringify({ keys: [jwk(pairs.p256.publicKey)] })],
    ["RSA of 1024 bits", pem(weak)],
    ["another curve", pem(otherCurve)],
    ["an algorithm that is not accepted", JSON.stringify({ ...jwk(pairs.rsa.publicKey), alg: "RS1" })],
  ])("is refused with a sentence: %s", (_name, text) => {
    expect(() => readPublicKey(text)).toThrow(
      expect.objectContaining({ code: "invalid", message: expect.stringMatching(/^[A-Z].*\.$/) }),
    );
  });
});
