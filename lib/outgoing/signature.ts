import { createHmac } from "node:crypto";

/** The secret tokens of an app in clear; `platformUses` says which of them `x-zm-signature` is made with. */
export type SigningTokens = { current: string; previous: string | null; platformUses: "current" | "previous" };

/** What is signed: the same text, byte by byte, that is sent. */
type Signed = { id: string; timestampSeconds: number; body: string };

/**
 * The headers that sign a notification, in both families: the replicated platform's (`x-zm-…`) and those of Standard
 * Webhooks 1.0.0 (`webhook-…`). The key of both is the secret token's UTF-8 bytes. While there is a previous token,
 * `webhook-signature` holds a signature by either, the current one's first; `x-zm-signature` holds one.
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

/** What a receiver answers the challenge with: the hex HMAC-SHA-256 of the plain token. */
export const encryptedToken = (token: string, plainToken: string): string => hmac(token, plainToken).toString("hex");

const hmac = (token: string, text: string): Buffer => createHmac("sha256", token).update(text).digest();
