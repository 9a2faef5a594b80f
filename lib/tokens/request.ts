import { isUtf8 } from "node:buffer";
import { invalidRequest } from "@/lib/tokens/oauth-error";
import type { Parameters } from "@/lib/tokens/rules";

const credentialParameters = ["client_id", "client_secret", "client_assertion", "client_assertion_type"];

type Raw = {
  /** Everything after the question mark, still encoded. */
  query: string;
  body: Uint8Array;
  contentType: string | undefined;
};

/**
 * Parses the parameters of an OAuth request: all of the body, and from the query string only those in `inQuery`.
 * @throws OAuthError `invalid_request`: not a form, not UTF-8, a repeated parameter, credentials in the query string.
 */
export function parseParameters({ query, body, contentType }: Raw, inQuery: readonly string[]): Parameters {
  if (body.length > 0 && !isForm(contentType)) {
    throw invalidRequest("Send the parameters in the body as application/x-www-form-urlencoded, in UTF-8.");
  }
  if (!isUtf8(body)) throw invalidRequest("Send the body in UTF-8.");
  const fromQuery = pairs(query);
  if (fromQuery.some(([name]) => credentialParameters.includes(name))) {
    throw invalidRequest("Send client credentials in the Authorization header or in the body, never in the URL.");
  }
  const known = fromQuery.filter(([name]) => inQuery.includes(name));
  return once([...known, ...pairs(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"))]);
}

const formType = /^application\/x-www-form-urlencoded[ \t]*(;|$)/i;
const otherCharset = /;[ \t]*charset[ \t]*=[ \t]*"?(?!utf-?8"?[ \t]*(;|$))/i;

const isForm = (contentType = ""): boolean => formType.test(contentType) && !otherCharset.test(contentType);

function pairs(text: string): [string, string][] {
  if (text === "") return [];
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const equals = part.indexOf("=");
      if (equals === -1) return [formDecode(part), ""];
      return [formDecode(part.slice(0, equals)), formDecode(part.slice(equals + 1))];
    });
}

function once(all: readonly [string, string][]): Parameters {
  const parameters = new Map(all);
  if (parameters.size !== all.length)
    throw invalidRequest("Send each parameter only once, in the body or in the query string.");
  for (const [name, value] of all) if (value === "") parameters.delete(name);
  return parameters;
}

/**
 * Decodes application/x-www-form-urlencoded text.
 * @throws OAuthError `invalid_request` for broken percent-encoding, invalid UTF-8 and NUL characters.
 */
export function formDecode(text: string): string {
  const plain = /[%+]/.test(text) ? percentDecode(text.replaceAll("+", " ")) : text;
  if (plain.includes("\0")) throw invalidRequest("Remove NUL characters from the parameters.");
  return plain;
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidRequest("Percent-encode the parameters as UTF-8.");
  }
}
