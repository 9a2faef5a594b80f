import { createHmac, timingSafeEqual } from "node:crypto";
import { jsonIn } from "@/lib/outgoing/answer";
import { encryptedToken, type SigningTokens } from "@/lib/outgoing/signature";

type Judgement = {
  /** What is wrong with the answer, as a sentence; null: nothing. */
  why: string | null;
  /** The correct answer. */
  expected: string;
};

/** Judges whether an answer to the challenge proves knowledge of the current or the previous secret token. */
export function judgeAnswer(body: string, plainToken: string, tokens: SigningTokens): Judgement {
  const expected = JSON.stringify({ plainToken, encryptedToken: encryptedToken(tokens.current, plainToken) });
  return { why: whyWrong(fieldsOf(body), plainToken, tokens), expected };
}

function whyWrong(fields: Record<string, unknown> | null, plainToken: string, tokens: SigningTokens): string | null {
  if (fields === null) return "The body must be a JSON object.";
  if (fields.plainToken !== plainToken) return "The plainToken must be the one that was sent.";
  const encrypted = fields.encryptedToken;
  if (typeof encrypted !== "string") return "The encryptedToken is missing.";
  const known = [tokens.current, tokens.previous].filter((token) => token !== null);
  if (known.some((token) => isEqual(encrypted, encryptedToken(token, plainToken)))) return null;
  const inBase64 = known.map((token) => createHmac("sha256", token).update(plainToken).digest("base64"));
  if (inBase64.includes(encrypted)) return "The encryptedToken is in base64; it must be in hexadecimal digits.";
  return "The encryptedToken is not the HMAC-SHA-256 of the plainToken with this app’s secret token.";
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function fieldsOf(body: string): Record<string, unknown> | null {
  const value = jsonIn(body);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}
