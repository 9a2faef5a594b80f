import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isOneOfSeveral } from "@/lib/processes";

// Next sends some requests back to this server, for example for an action posted to a page other than its own. They
// arrive at the public port from this machine's address, so a header names the original caller, signed with a key that
// only this run of the server has.

/** Who made a request: the address it came from, and the ID it has in the answer and the log. */
export type Caller = { address: string; requestId: string };

export const callerHeader = "x-patchbay-caller";

const keyVariable = "PATCHBAY_CALLER_KEY";
const key = keyOfThisStart();

/** Environment for processes that share a port, because a request sealed by one may arrive at another. */
export const newCallerKey = (): Record<string, string> => ({ [keyVariable]: randomBytes(32).toString("base64url") });

/** Shared with sibling processes through the environment, else random. The variable is removed so that nothing else reads it. */
function keyOfThisStart(): Buffer {
  const given = isOneOfSeveral ? process.env[keyVariable] : undefined;
  delete process.env[keyVariable];
  return given ? Buffer.from(given, "base64url") : randomBytes(32);
}

/** The value of {@link callerHeader} for requests made on behalf of this caller. */
export const sealCaller = ({ address, requestId }: Caller): string =>
  `${requestId} ${address} ${digest(requestId, address).toString("base64url")}`;

/** The caller in the header, if this run of the server sealed it; null if the header is missing or forged. */
export function sealedCaller(headers: IncomingHttpHeaders): Caller | null {
  const header = headers[callerHeader];
  if (typeof header !== "string") return null;
  const [requestId, address, seal, ...rest] = header.split(" ");
  if (!requestId || address === undefined || !seal || rest.length > 0) return null;
  const given = Buffer.from(seal, "base64url");
  const expected = digest(requestId, address);
  return given.length === expected.length && timingSafeEqual(given, expected) ? { address, requestId } : null;
}

const digest = (requestId: string, address: string): Buffer =>
  createHmac("sha256", key).update(`${requestId} ${address}`).digest();
