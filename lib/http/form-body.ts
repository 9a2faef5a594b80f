import type { MachineContext } from "@/lib/http/answer";
import { readBody, type Unread } from "@/lib/http/body";
import { invalidRequest } from "@/lib/tokens/oauth-error";
import { parseParameters } from "@/lib/tokens/request";
import type { Parameters } from "@/lib/tokens/rules";

/** The longest form an OAuth endpoint accepts. */
const maxFormBytes = 16_384;

/**
 * Reads the body of an OAuth request, for {@link parametersIn}.
 * @throws OAuthError `invalid_request`, with status 413 for a body of more than 16 KiB
 */
export const readForm = (c: MachineContext): Promise<Uint8Array> => readBody(c, maxFormBytes, refusal);

function refusal(why: Unread) {
  if (why === "cut off") return invalidRequest("Send the whole body.");
  return invalidRequest(`Send a body of at most ${maxFormBytes} bytes.`, { status: 413 });
}

/**
 * The parameters of an OAuth request: all of this body's, and from the query string only those in `inQuery`.
 * @throws OAuthError `invalid_request`
 */
export function parametersIn(c: MachineContext, body: Uint8Array, inQuery: readonly string[]): Parameters {
  const question = c.req.url.indexOf("?");
  const query = question === -1 ? "" : c.req.url.slice(question + 1);
  return parseParameters({ query, body, contentType: c.req.header("content-type") }, inQuery);
}
