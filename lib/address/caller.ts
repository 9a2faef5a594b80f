import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isOneOfSeveral } from "@/lib/processes";

// Next sends some requests to the server itself: an action that was posted to another page than its own, for one. They
// come back at the public port from this machine's own address, so they carry for whom they are sent, under a seal that
// only this start of the server can make.

/** Who made a request: the address it came from, and the id that the answer and the log give it. */
export type Caller = { address: string; requestId: string };

export const callerHeader = "x-patchbay-caller";

const keyVariable = "PATCHBAY_CALLER_KEY";
const key = keyOfThisStart();

/** The environment of processes that share a port: what one of them sealed may come back at another. */
export const newCallerKey = (): Record<string, string> => ({ [keyVariable]: randomBytes(32).toString("base64url") });

/** From the process that runs this one and its siblings, else drawn here. Nothing that runs later finds it. */
function keyOfThisStart(): Buffer {
  const given = isOneOfSeveral ? process.env[keyVariable] : undefined;
  delete process.env[keyVariable];
  return given ? Buffer.from(given, "base64url") : randomBytes(32);
}

/** The value of {@link callerHeader} for requests made on behalf of this caller. */
export const sealCaller = ({ address, requestId }: Caller): string =>
  `${requestId} ${address} ${digest(requestId, address).toString("base64url")}`;

/** The caller that this start of the server sealed; null when the header is missing or anybody else's. */
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
