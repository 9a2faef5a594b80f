import { createHmac } from "node:crypto";

/** An app's secret tokens in plaintext; `platformUses` is the one that makes `x-zm-signature`. */
export type SigningTokens = { current: string; previous: string | null; platformUses: "current" | "previous" };

/** What is signed: `body` is byte for byte the text that is sent. */
type Signed = { id: string; timestampSeconds: number; body: string };

/**
 * The headers that sign a notification, in two families: the replicated platform's (`x-zm-…`) and Standard Webhooks
 * 1.0.0 (`webhook-…`). The key for both is the secret token's UTF-8 bytes. While there is a previous token,
 * `webhook-signature` has one signature per token, the current one's first; `x-zm-signature` has only one.
 */
export function signedHeaders({ tokens, ...signed }: Signed & { tokens: SigningTokens }): Record<string, string> {
  const all = tokens.previous === null ? [tokens.current] : [tokens.current, tokens.previous];
  const platform = tokens.platformUses === "previous" ? (tokens.previous ?? tokens.current) : tokens.current;
  const timestamp = String(signed.timestampSeconds);
  return {
    "x-zm-request-timestamp": timestamp,
    "x-zm-signature": platformSignature(platform, signed),
    "x-zm-request-id": signed.id,
    "webhook-id": signed.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": all.map((token) => standardSignature(token, signed)).join(" "),
  };
}

const platformSignature = (token: string, { timestampSeconds, body }: Signed): string =>
  `v0=${hmac(token, `v0:${timestampSeconds}:${body}`).toString("hex")}`;

const standardSignature = (token: string, { id, timestampSeconds, body }: Signed): string =>
  `v1,${hmac(token, `${id}.${timestampSeconds}.${body}`).toString("base64")}`;

/** The correct answer to a challenge: the hex HMAC-SHA-256 of the plain token. */
export const encryptedToken = (token: string, plainToken: string): string => hmac(token, plainToken).toString("hex");

const hmac = (token: string, text: string): Buffer => createHmac("sha256", token).update(text).digest();
