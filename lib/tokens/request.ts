import { isUtf8 } from "node:buffer";
import { parseMediaType } from "@/lib/tokens/media-type";
import { invalidRequest } from "@/lib/tokens/oauth-error";
import type { Parameters } from "@/lib/tokens/rules";

const credentialParameters = ["client_id", "client_secret", "client_assertion", "client_assertion_type"];

type Raw = {
  /** Everything after the question mark, still encoded. */
  query: string;
  body: Uint8Array;
  contentType: string | undefined;
};

/** Which parameters may also be in the query string. */
export type InQuery = {
  names: readonly string[];
  /** If the query has a value for this one, a body that isn't a form is ignored: some HTTP clients always send one. */
  instead?: string;
};

/**
 * Parses the parameters of an OAuth request: all of the body, and from the query string only those in `inQuery`. One
 * that is in both counts once if both are equal.
 * @throws OAuthError `invalid_request`: not a form, not UTF-8, a repeated parameter, credentials in the query string.
 */
export function parseParameters({ query, body, contentType }: Raw, { names, instead }: InQuery): Parameters {
  const fromQuery = pairs(query);
  const isWhole = fromQuery.some(([name, value]) => name === instead && value !== "");
  const form = formIn(body, contentType, isWhole);
  if (fromQuery.some(([name]) => credentialParameters.includes(name))) {
    throw invalidRequest("Send client credentials in the Authorization header or in the body, never in the URL.");
  }
  const parameters = once(fromQuery.filter(([name]) => names.includes(name)));
  for (const [name, value] of once(pairs(form))) {
    if ((parameters.get(name) ?? value) !== value) throw differing();
    parameters.set(name, value);
  }
  for (const [name, value] of parameters) if (value === "") parameters.delete(name);
  return parameters;
}

const differing = () =>
  invalidRequest("A parameter in the body differs from the same one in the query string. Send it only once.");

const formType = "application/x-www-form-urlencoded";

/** The body's text if it is a form; empty if there is none, or if another body may be ignored. */
function formIn(body: Uint8Array, contentType: string | undefined, mayIgnore: boolean): string {
  if (body.length === 0) return "";
  const media = contentType === formType ? { type: formType, isUtf8: true } : parseMediaType(contentType ?? "");
  if (mayIgnore && media?.type !== formType) return "";
  if (media?.type !== formType || !media.isUtf8) {
    throw invalidRequest("Send the parameters in the body as application/x-www-form-urlencoded, in UTF-8.");
  }
  if (!isUtf8(body)) throw invalidRequest("Send the body in UTF-8.");
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}

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

function once(all: readonly [string, string][]): Map<string, string> {
  const parameters = new Map(all);
  if (parameters.size === all.length) return parameters;
  throw invalidRequest("Send each parameter only once.");
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
