/** Errors of the socket, and what Postgres says when it starts, stops, is full or may not be written to. */
const awayCodes =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0[1-5]|53[13]00|25006)$/;

/** The driver's own errors have no code. */
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** Whether an error means that the database cannot be reached now, and the same request may well succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && awayCodes.test(error.code)) return true;
  return awayMessages.test(error.message) || isDatabaseAway(error.cause);
}
