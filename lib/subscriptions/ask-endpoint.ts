import { jsonIn } from "@/lib/outgoing/answer";
import { type SealedTokens, signingTokens } from "@/lib/outgoing/signing-tokens";
import { authorizationHeaders, forgetAuthorization, type SealedAuthorization } from "@/lib/subscriptions/authorization";
import { challenge } from "@/lib/subscriptions/validate";
import { cutDown, type KeptValidation, type Stage } from "@/lib/subscriptions/validation-rules";

/** An endpoint to validate; `now` is the database's clock. */
type Asked = {
  url: string;
  tokens: SealedTokens & { secretTokenId: string; previousTokenId: string | null };
  authorization: SealedAuthorization;
  now: Date;
};

/** The result; `tokenId`: ID of the secret token used in the answer, null if it was not valid. */
export type Answered = { tokenId: string | null; kept: KeptValidation };

/** Sends the challenge to an endpoint, as a notification would be sent. Always finishes, whatever the endpoint does. */
export async function askEndpoint({ url, tokens, authorization, now }: Asked, signal?: AbortSignal): Promise<Answered> {
  const at = now.toISOString();
  const authorized = await authorizationHeaders(authorization, signal);
  if ("failure" in authorized) {
    return { tokenId: null, kept: { at, valid: false, message: authorized.message, stages: [] } };
  }
  const asked = { url, tokens: signingTokens(tokens, now), headers: authorized.headers, now };
  const { valid, stages } = await challenge({ ...asked, ...(signal ? { signal } : {}) });
  if (!valid) forgetAuthorization(authorization);
  const tokenId = usesCurrentToken(stages) ? tokens.secretTokenId : tokens.previousTokenId;
  return { tokenId: valid ? tokenId : null, kept: { at, valid, message: null, stages: cutDown(stages) } };
}

/** Whether a valid answer used the current secret token, as `expected` does; otherwise it used the previous one. */
function usesCurrentToken(stages: readonly Stage[]): boolean {
  const body = stages.find(({ stage, ok }) => stage === "body" && ok);
  return body !== undefined && encryptedIn(body.expected) === encryptedIn(body.received);
}

const encryptedIn = (answer = ""): unknown => (jsonIn(answer) as { encryptedToken?: unknown } | null)?.encryptedToken;
