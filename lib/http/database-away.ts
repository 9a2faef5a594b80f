/** Errors of the socket, what Postgres says when it starts, stops, is full or may not be written to, and Prisma's names for these. */
const awayCodes =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0[1-5]|53[13]00|25006|P10(01|02|08|17)|P20(24|28|37))$/;

/** The driver's own errors have no code. */
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** Whether an error means that the database cannot be reached now, and the same request may well succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, originalCode, message, cause, meta } = error as Record<string, unknown>;
  if ([code, originalCode].some((one) => typeof one === "string" && awayCodes.test(one))) return true;
  // Prisma puts its own words before the driver's, in a paragraph of their own.
  if (typeof message === "string" && message.split("\n").some((line) => awayMessages.test(line))) return true;
  return (
    isDatabaseAway(cause) || isDatabaseAway((meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError)
  );
}
