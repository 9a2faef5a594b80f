import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { compactVerify } from "jose";
import { expect, it } from "vitest";
import { signInThread } from "@/lib/tokens/signing-thread";

const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
const unsigned = (text: string) => `${encoded({ alg: "ES256" })}.${encoded({ text })}`;

async function textIn(jws: string, key: KeyObject): Promise<string> {
  const { payload } = await compactVerify(jws, createPublicKey(key), { algorithms: ["ES256"] });
  return JSON.parse(new TextDecoder().decode(payload)).text;
}

it("signs batches for several keys, each input with its own key and in order", async () => {
  const keys = [newKey(), newKey()];
  const batches = Array.from({ length: 20 }, async (_, i) => {
    const key = keys[i % 2] as KeyObject;
    const texts = [`${i} a`, `${i} b`, `${i} ü`];
    const inputs = texts.map(unsigned);
    const signatures = await signInThread({ kid: `key ${i % 2}`, inputs }, key);
    const signed = inputs.map((input, at) => textIn(`${input}.${signatures[at]}`, key));
    expect(await Promise.all(signed)).toEqual(texts);
  });
  await Promise.all(batches);
});

it("a thread that exits fails the pending batches, and a new thread signs the next one", async () => {
  const key = newKey();
  const inputs = [unsigned("again")];
  await signInThread({ kid: "third", inputs }, key);
  const many = signInThread({ kid: "third", inputs: Array.from({ length: 5_000 }, () => inputs[0] ?? "") }, key);
  const { patchbaySigningThread } = globalThis as { patchbaySigningThread?: { worker: { terminate: () => unknown } } };
  patchbaySigningThread?.worker.terminate();
  await expect(many).rejects.toThrow("The signing thread exited");
  const [signature] = await signInThread({ kid: "third", inputs }, key);
  expect(await textIn(`${inputs[0]}.${signature}`, key)).toBe("again");
});
