import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { requestHeaders } from "@/lib/outgoing/send";
import { encryptedToken, type SigningTokens, signedHeaders } from "@/lib/outgoing/signature";

// Verified independently of the signer: with the Standard Webhooks package, and with the platform's rule reimplemented.

const token = "q3W0Zx5rQ1mXo8u2Yt7LkA";
const before = "the previous token";
const body =
  '{"event":"meeting.started","payload":{"account_id":"pvg3UAgpRlyTDW-9sIpKcw","object":{"id":"1234567890","topic":"Zoë"}},"event_ts":1739923527572}';
const id = "Pq0vRkT2Q9mYd3n8Zx1LwA";

type Arrived = { body: string; headers: Record<string, string> };

/** A notification signed right now, because the package rejects anything older than five minutes. */
function arrived(tokens: Partial<SigningTokens> = {}): Arrived {
  const timestampSeconds = Math.floor(Date.now() / 1000);
  const all = { current: token, previous: null, platformUses: "current" as const, ...tokens };
  return { body, headers: requestHeaders({ id, timestampSeconds, body, tokens: all }) };
}

function passesStandardWebhooks(secret: string, { body: text, headers }: Arrived): boolean {
  try {
    new Webhook(`whsec_${Buffer.from(secret).toString("base64")}`).verify(text, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function passesPlatform(secret: string, { body: text, headers }: Arrived): boolean {
  const message = `v0:${headers["x-zm-request-timestamp"]}:${text}`;
  return headers["x-zm-signature"] === `v0=${createHmac("sha256", secret).update(message).digest("hex")}`;
}

/** Every text that differs from this one by a single bit. */
function* flipped(text: string): Generator<string> {
  const bytes = Buffer.from(text);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = Buffer.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield copy.toString();
  }
}

/** The notification with one bit of one part flipped, once for every bit. */
function* tampered(part: string): Generator<Arrived> {
  const { body: text, headers } = arrived();
  if (part === "body") for (const other of flipped(text)) yield { body: other, headers };
  else for (const value of flipped(headers[part] ?? "")) yield { body: text, headers: { ...headers, [part]: value } };
}

describe("the signature of a notification", () => {
  it("matches the platform's published example", () => {
    const tokens = { current: token, previous: null, platformUses: "current" as const };
    const headers = signedHeaders({ id, timestampSeconds: 1739923528, body, tokens });
    expect(headers["x-zm-signature"]).toBe("v0=1c388c3971a5058b1ddf8503e14401ced08d12bf35f3bc2ce0732b838d67545c");
    expect(headers["x-zm-request-timestamp"]).toBe("1739923528");
  });

  it("satisfies a receiver of either family, with one ID", () => {
    const { headers } = arrived();
    expect(passesStandardWebhooks(token, arrived())).toBe(true);
    expect(passesPlatform(token, arrived())).toBe(true);
    expect([headers["webhook-id"], headers["x-zm-request-id"]]).toEqual([id, id]);
  });

  it("satisfies a Standard Webhooks receiver with either token during an overlap, and the platform's with one", () => {
    const rotating = arrived({ previous: before, platformUses: "previous" });
    expect([token, before].map((one) => passesStandardWebhooks(one, rotating))).toEqual([true, true]);
    expect([token, before].map((one) => passesPlatform(one, rotating))).toEqual([false, true]);
    const switched = arrived({ previous: before });
    expect([token, before].map((one) => passesStandardWebhooks(one, switched))).toEqual([true, true]);
    expect([token, before].map((one) => passesPlatform(one, switched))).toEqual([true, false]);
  });

  it.each(["body", "webhook-id", "webhook-timestamp", "webhook-signature"])(
    "is rejected by Standard Webhooks if any bit of the %s is flipped",
    (part) => {
      const cases = [...tampered(part)];
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.filter((one) => passesStandardWebhooks(token, one))).toEqual([]);
    },
  );

  it.each(["body", "x-zm-request-timestamp", "x-zm-signature"])(
    "is rejected by the platform's rule if any bit of the %s is flipped",
    (part) => {
      const cases = [...tampered(part)];
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.filter((one) => passesPlatform(token, one))).toEqual([]);
    },
  );

  it("depends on the token alone", () => {
    expect(passesStandardWebhooks("another token", arrived())).toBe(false);
    expect(passesPlatform("another token", arrived())).toBe(false);
  });
});

it("the answer to the challenge matches the platform's published example", () => {
  const expected = "05b148715e4ec7229dbab3a853fc1ea271329fd9f79577b7822ea8bfc290753d";
  expect(encryptedToken(token, "qgg8vlvZRS6UYooatFL8Aw")).toBe(expected);
});
