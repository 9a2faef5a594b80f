/** Every `error` code of the OAuth endpoints. */
type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_token"
  | "insufficient_scope"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "invalid_scope"
  | "slow_down";

type Extra = { status?: number; reason?: string; headers?: Readonly<Record<string, string>> };

/**
 * An error response of an OAuth endpoint (RFC 6749 §5.2). The description is a sentence that says what to do, limited
 * to the characters the RFC allows (printable ASCII without quote and backslash). `reason` is the replicated platform's
 * wording.
 */
export class OAuthError extends Error {
  override readonly name = "OAuthError";
  readonly status: number;
  readonly reason: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: OAuthErrorCode,
    description: string,
    { status = 400, reason, headers = {} }: Extra = {},
  ) {
    super(description);
    this.status = status;
    this.reason = reason;
    this.headers = headers;
  }
}

export const invalidRequest = (description: string, extra?: Extra): OAuthError =>
  new OAuthError("invalid_request", description, extra);

/**
 * The same error for an unknown client, a wrong or expired secret and a removed app, so that they can't be told apart.
 */
export const invalidClient = (): OAuthError =>
  new OAuthError(
    "invalid_client",
    "Authenticate with an app's client ID and a valid client secret or private key; see its App credentials step.",
    {
      status: 401,
      reason: "Invalid client_id or client_secret",
      headers: { "www-authenticate": 'Basic realm="Patchbay"' },
    },
  );

/** @param retryAfterSeconds whole seconds, at least 1 */
export const slowDown = (retryAfterSeconds: number): OAuthError =>
  tooMany(
    `Too many failed attempts. Check the credentials and try again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  );

/** @param retryAfterSeconds whole seconds, at least 1 */
export const tooManyTokens = (retryAfterSeconds: number): OAuthError =>
  tooMany(
    `This client has reached its limit of tokens per minute. Reuse a token until it expires, or try again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  );

const tooMany = (description: string, retryAfterSeconds: number): OAuthError =>
  new OAuthError("slow_down", description, { status: 429, headers: { "retry-after": String(retryAfterSeconds) } });
