import { answer, type MachineContext, noStore, requestId, routeOf } from "@/lib/http/answer";
import { isDatabaseAway } from "@/lib/http/database-away";
import { tellApp } from "@/lib/http/known-app";
import { noteRefusal } from "@/lib/http/metrics";
import { logBounded } from "@/lib/log";
import { OAuthError } from "@/lib/tokens/oauth-error";

/** A part of a request that cannot be used, and the sentence that says what it must be. */
export type FieldError = { field: string; message: string };

/** The "no" of `/v2`, in the replicated platform's shape `{code, message}`, with `errors` where fields are at fault. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  /** `code` is the platform's number where it has one, else the status again. */
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
  }
}

/** The platform's answer to parameters or a body that do not hold what they must: 400 with code 300. */
export const validationFailed = (errors: readonly FieldError[]): ApiError =>
  new ApiError(400, 300, "Validation Failed.", {}, errors);

const retryAfterSeconds = 5;

/** Turns whatever was thrown into an answer. Only what was meant for the caller is told. */
export function errorAnswer(error: unknown, c: MachineContext): Response {
  if (error instanceof OAuthError || error instanceof ApiError) tellApp(error, c);
  if (error instanceof OAuthError) return oauthAnswer(error, c);
  if (error instanceof ApiError) return apiAnswer(error, c);
  if (isDatabaseAway(error)) {
    logBounded("warn", { error: String(error), requestId: requestId(c) }, "the database cannot be reached");
    const headers = { "retry-after": String(retryAfterSeconds) };
    return refusal(
      c,
      503,
      "temporarily_unavailable",
      `The database cannot be reached. Try again in ${retryAfterSeconds} seconds.`,
      headers,
    );
  }
  logBounded("error", { err: error, requestId: requestId(c) }, "a machine request failed", 20);
  return refusal(c, 500, "server_error", "Something went wrong on the server. Try again.");
}

function oauthAnswer({ code, message, reason, status, headers }: OAuthError, c: MachineContext): Response {
  noteRefusal(routeOf(c), code);
  return answer(
    c,
    status,
    { error: code, error_description: message, ...(reason && { reason }) },
    { ...noStore, ...headers },
  );
}

function apiAnswer({ status, code, message, headers, errors }: ApiError, c: MachineContext): Response {
  noteRefusal(routeOf(c), String(code));
  return answer(c, status, { code, message, ...(errors.length > 0 && { errors }) }, { ...noStore, ...headers });
}

/** An address that no route has. */
export const notFoundAnswer = (c: MachineContext): Response =>
  refusal(c, 404, "not_found", "There is nothing at this address. Check its spelling.");

/** A route that exists, for other methods. */
export const wrongMethodAnswer = (c: MachineContext, allowed: readonly string[]): Response =>
  refusal(c, 405, "invalid_request", `Use ${allowed.join(" or ")}.`, { allow: allowed.join(", ") });

/** A "no" that has nothing to do with a route's own rules, in the shape of the part it is asked of. */
function refusal(
  c: MachineContext,
  status: number,
  error: string,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  noteRefusal(routeOf(c), error);
  const speaksOAuth = /^\/(oauth|\.well-known)(\/|$)/.test(c.req.path);
  const body = speaksOAuth ? { error, error_description: sentence } : { code: status, message: sentence };
  return answer(c, status, body, { ...noStore, ...headers });
}
