import { type Fault, faultOf, noteFault } from "@/lib/database/faults";
import { answer, type MachineContext, noStore, requestFields, routeOf } from "@/lib/http/answer";
import { tellApp } from "@/lib/http/known-app";
import { noteRefusal } from "@/lib/http/metrics";
import { logBounded } from "@/lib/log";
import { OAuthError } from "@/lib/tokens/oauth-error";

/** A part of a request that is invalid, and a sentence that says what to send instead. */
export type FieldError = { field: string; message: string };

/**
 * An error response of `/v2`, in the replicated platform's shape `{code, message}`, with `errors` if fields are
 * invalid.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";

  /** `code` is the platform's number if it has one, else the status. */
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

/** The platform's response to invalid parameters or an invalid body: 400 with code 300. */
export const validationFailed = (errors: readonly FieldError[]): ApiError =>
  new ApiError(400, 300, "Validation Failed.", {}, errors);

/** Turns anything thrown into a response. Only messages meant for the caller are sent. */
export function errorAnswer(error: unknown, c: MachineContext): Response {
  if (error instanceof OAuthError || error instanceof ApiError) tellApp(error, c);
  if (error instanceof OAuthError) return oauthAnswer(error, c);
  if (error instanceof ApiError) return apiAnswer(error, c);
  const fault = faultOf(error);
  if (fault) return faultAnswer(fault, error, c);
  logBounded("error", { err: error, ...requestFields(c) }, "a machine request failed", 20);
  return refusal(c, 500, "server_error", "Something went wrong on the server. Try again.");
}

/** A fault that may pass is 503 with `Retry-After`; one that someone has to fix is 500. */
function faultAnswer(fault: Fault, error: unknown, c: MachineContext): Response {
  const { sentence, retryAfterSeconds } = fault;
  noteFault(fault);
  const fields = { error: String(error), fault: fault.name, ...requestFields(c) };
  if (retryAfterSeconds === null) {
    logBounded("error", fields, fault.log);
    return refusal(c, 500, "server_error", sentence);
  }
  logBounded("warn", fields, fault.log);
  const headers = { "retry-after": String(retryAfterSeconds) };
  const told = `${sentence} Try again in ${retryAfterSeconds} seconds.`;
  return refusal(c, 503, "temporarily_unavailable", told, headers);
}

function oauthAnswer({ code, message, reason, status, headers }: OAuthError, c: MachineContext): Response {
  noteRefusal(routeOf(c), code);
  return answer(
    c,
    status,
    { error: code, error_description: message, reason: reason ?? message },
    { ...noStore, ...headers },
  );
}

function apiAnswer({ status, code, message, headers, errors }: ApiError, c: MachineContext): Response {
  noteRefusal(routeOf(c), String(code));
  return answer(c, status, { code, message, ...(errors.length > 0 && { errors }) }, { ...noStore, ...headers });
}

/** For a path without a route. */
export const notFoundAnswer = (c: MachineContext): Response =>
  refusal(c, 404, "not_found", "There is nothing at this address. Check its spelling.");

/** For a route that exists only for other methods. */
export const wrongMethodAnswer = (c: MachineContext, allowed: readonly string[]): Response =>
  refusal(c, 405, "invalid_request", `Use ${allowed.join(" or ")}.`, { allow: allowed.join(", ") });

function refusal(
  c: MachineContext,
  status: number,
  error: string,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  noteRefusal(routeOf(c), error);
  return answer(c, status, bodyFor(c.req.path, { status, error, sentence }), { ...noStore, ...headers });
}

type NoRoute = { status: number; error: string; sentence: string };

/** The body of an error that is not specific to a route, in the format of its part of the API. */
export const bodyFor = (path: string, { status, error, sentence }: NoRoute): object =>
  /^\/(oauth|\.well-known)(\/|$)/.test(path)
    ? { error, error_description: sentence, reason: sentence }
    : { code: status, message: sentence };
