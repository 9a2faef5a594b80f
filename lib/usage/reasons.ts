import type { NotLetIn } from "@/lib/tokens/live-token";

/** Why a client was refused, as shown on its app's Usage page. Any other reason is the message sent to the client. */
const sentences: Record<NotLetIn, string> = {
  "wrong secret": "Wrong or expired client secret.",
  "wrong assertion": "Invalid client assertion, or not signed with one of the app’s keys.",
  "removed app": "The app was removed.",
  expired: "The access token has expired.",
  revoked: "The access token was revoked.",
  disabled: "The token was issued before a deactivation, or the app or its owner is deactivated.",
  "credential gone": "The credential behind this token was revoked or has expired.",
  "no scope left": "The app no longer has any of the token’s scopes.",
  "not a token of ours": "The access token does not belong to this app’s account.",
};

export const reasonWords = (reason: string): string =>
  Object.hasOwn(sentences, reason) ? sentences[reason as keyof typeof sentences] : reason;
