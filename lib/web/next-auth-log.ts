import { log, logBounded } from "@/lib/log";

/** What only a browser's own request makes next-auth say: cookies and answers that are not its own any more, or never were. */
const ofTheBrowser = ["JWT_SESSION_ERROR", "SIGNOUT_ERROR", "INVALID_CALLBACK_URL_ERROR", "CLIENT_FETCH_ERROR"];

/** The words of next-auth, openid-client and jose for a callback that does not belong to the browser's cookies. */
const wrongCallback =
  /cookie was missing|could not be parsed|for a different provider|Compact JWE|decryption operation failed|claim timestamp|(state|nonce|iss) (missing|mismatch)|checks\.state|invalid_grant/;

/** Of next-auth's errors writes those that are the server's or the provider's; anybody may make mistakes, as often as they like. */
export function noteError(code: string, detail: unknown): void {
  const reason = (reasonIn(detail) ?? code).slice(0, 300);
  if (isOfTheBrowser(code, detail, reason)) log.debug({ code, detail: reason }, "next-auth");
  else logBounded("error", { code, detail: reason }, `next-auth: ${code}`);
}

function isOfTheBrowser(code: string, detail: unknown, reason: string): boolean {
  if (ofTheBrowser.includes(code)) return true;
  if (!code.startsWith("OAUTH_CALLBACK_")) return false;
  // A callback with `error` in its address, which the provider sends and anybody can: once as what it says, once as thrown.
  const isSaid = typeof detail === "object" && detail !== null && "error_description" in detail;
  const isThrown = code === "OAUTH_CALLBACK_ERROR" && detail instanceof Error;
  return isSaid || isThrown || wrongCallback.test(reason);
}

/** What next-auth hands its logger: an error, or an object around one. */
function reasonIn(detail: unknown): string | undefined {
  if (detail instanceof Error) return detail.message;
  return detail && typeof detail === "object" && "error" in detail ? reasonIn(detail.error) : undefined;
}
