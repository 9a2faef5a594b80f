import type { NotLetIn } from "@/lib/tokens/live-token";

/** Why a client was refused, as shown on its app's Usage page. Any other reason is the message sent to the client. */
const sentences: Record<NotLetIn | "wrong assertion", string> = {
  "wrong secret": "Wrong or expired client secret.",
  // Recorded by earlier releases.
  "wrong assertion": "Invalid client assertion, or not signed with one of the app’s keys.",
  "wrong assertion: header": "Client assertion: its header can't be read, or its alg isn't supported.",
  "wrong assertion: iss": "Client assertion: iss and sub must both be the client ID.",
  "wrong assertion: sub": "Client assertion: iss and sub must both be the client ID.",
  "wrong assertion: aud": "Client assertion: aud must be the issuer or its token endpoint.",
  "wrong assertion: exp": "Client assertion: exp is missing, has passed, or is more than an hour ahead.",
  "wrong assertion: nbf": "Client assertion: nbf is in the future. Check the backend’s clock.",
  "wrong assertion: iat": "Client assertion: iat is in the future. Check the backend’s clock.",
  "wrong assertion: jti": "Client assertion: jti is missing.",
  "wrong assertion: signature": "Client assertion: not signed with one of the app’s keys.",
  "wrong assertion: used before": "Client assertion: used before. Sign a new one, with a new jti, for each request.",
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
