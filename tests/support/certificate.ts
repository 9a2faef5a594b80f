import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key and a certificate, as PEM. */
export type Certificate = { key: string; cert: string };

/**
 * A self-signed certificate for this host name, valid for two days from yesterday (X.509 v3, RFC 5280, ECDSA with
 * P-256). Enough for a receiver with TLS and a client that is told to trust it.
 */
export function selfSigned(host: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(objectId(85, 4, 3), der(0x0c, Buffer.from(host)))));
  const algorithm = sequence(objectId(42, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const alternative = sequence(der(0x82, Buffer.from(host)));
  const extensions = der(0xa3, sequence(sequence(objectId(85, 29, 17), der(0x04, alternative))));
  const publicPart = publicKey.export({ type: "spki", format: "der" });
  const content = sequence(version, serial, algorithm, name, validity(), name, publicPart, extensions);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", content, privateKey)]));
  const base64 = sequence(content, algorithm, signature)
    .toString("base64")
    .replace(/.{64}(?=.)/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

function validity(): Buffer {
  const day = 86_400_000;
  const moments = [-day, day].map((away) => new Date(Date.now() + away).toISOString().replace(/[-:T]|\.\d+/g, ""));
  return sequence(...moments.map((text) => der(0x18, Buffer.from(text))));
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]): Buffer => der(0x31, Buffer.concat(parts));
const objectId = (...bytes: number[]): Buffer => der(0x06, Buffer.from(bytes));

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}
