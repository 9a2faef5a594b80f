import { log, logBounded } from "@/lib/log";

/** next-auth errors that only the browser's own request causes: cookies and callbacks that are stale or forged. */
const ofTheBrowser = ["JWT_SESSION_ERROR", "SIGNOUT_ERROR", "INVALID_CALLBACK_URL_ERROR", "CLIENT_FETCH_ERROR"];

/** What next-auth, openid-client and jose say about a callback that doesn't match the browser's cookies. */
const wrongCallback =
  /cookie was missing|could not be parsed|for a different provider|Compact JWE|decryption operation failed|claim timestamp|(state|nonce|iss) (missing|mismatch)|checks\.state|invalid_grant/;

/**
 * Logs next-auth errors caused by the server or the provider as errors. Those a browser can cause at will are only
 * logged at debug level.
 */
export function noteError(code: string, detail: unknown): void {
  const reason = (reasonIn(detail) ?? code).slice(0, 300);
  if (isOfTheBrowser(code, detail, reason)) log.debug({ code, detail: reason }, "next-auth");
  else logBounded("error", { code, detail: reason }, `next-auth: ${code}`);
}

function isOfTheBrowser(code: string, detail: unknown, reason: string): boolean {
  if (ofTheBrowser.includes(code)) return true;
  if (!code.startsWith("OAUTH_CALLBACK_")) return false;
  // A callback with `error` in its URL, which the provider sends and anyone can forge. next-auth logs it twice: as
  // reported and as thrown.
  const isSaid = typeof detail === "object" && detail !== null && "error_description" in detail;
  const isThrown = code === "OAUTH_CALLBACK_ERROR" && detail instanceof Error;
  return isSaid || isThrown || wrongCallback.test(reason);
}

/** Finds the message in what next-auth passes to its logger: an error, or an object around one. */
function reasonIn(detail: unknown): string | undefined {
  if (detail instanceof Error) return detail.message;
  return detail && typeof detail === "object" && "error" in detail ? reasonIn(detail.error) : undefined;
}
