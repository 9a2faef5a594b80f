import type { MachineContext } from "@/lib/http/answer";
import { readBody, type Unread } from "@/lib/http/body";
import { invalidRequest } from "@/lib/tokens/oauth-error";
import { type InQuery, parseParameters } from "@/lib/tokens/request";
import type { Parameters } from "@/lib/tokens/rules";

/** The longest token request. */
const maxFormBytes = 16_384;

/** The longest body with a token: those issued before long scope lists were left out of tokens have up to 122 KB. */
const maxTokenBodyBytes = 163_840;

/**
 * Reads the body of a token request, for {@link parametersIn}.
 * @throws OAuthError `invalid_request`, with status 413 for a body of more than 16 KiB
 */
export const readForm = (c: MachineContext): Promise<Uint8Array> => readBody(c, maxFormBytes, refusal(maxFormBytes));

/**
 * Reads a body that has a token as a parameter, for {@link parametersIn}.
 * @throws OAuthError `invalid_request`, with status 413 for a body of more than 160 KB
 */
export const readTokenForm = (c: MachineContext): Promise<Uint8Array> =>
  readBody(c, maxTokenBodyBytes, refusal(maxTokenBodyBytes));

const refusal = (maxBytes: number) => (why: Unread) =>
  why === "cut off"
    ? invalidRequest("Send the whole body.")
    : invalidRequest(`Send a body of at most ${maxBytes} bytes.`, { status: 413, headers: { connection: "close" } });

/**
 * The parameters of an OAuth request: all of this body's, and from the query string only those in `inQuery`.
 * @throws OAuthError `invalid_request`
 */
export function parametersIn(c: MachineContext, body: Uint8Array, inQuery: InQuery): Parameters {
  const question = c.req.url.indexOf("?");
  const query = question === -1 ? "" : c.req.url.slice(question + 1);
  return parseParameters({ query, body, contentType: c.req.header("content-type") }, inQuery);
}
