import type { NotLetIn } from "@/lib/tokens/live-token";

/** Why a client was refused, in the sentence its app's page shows; any other reason is the sentence the client was told. */
const sentences: Record<NotLetIn, string> = {
  "wrong secret": "Wrong or expired client secret.",
  "wrong assertion": "A client assertion that no key of the app signed, or that is not as it has to be.",
  "removed app": "The app is removed.",
  expired: "The access token is expired.",
  revoked: "The access token was revoked.",
  disabled: "The access token is of before a deactivation, or the app or its owner is deactivated.",
  "credential gone": "The credential behind this token was revoked or has expired.",
  "no scope left": "The app has lost every scope of the access token.",
  "not a token of ours": "The access token is not one of this app's account.",
};

/** The reason of a refusal as a sentence. */
export const reasonWords = (reason: string): string =>
  Object.hasOwn(sentences, reason) ? sentences[reason as keyof typeof sentences] : reason;
