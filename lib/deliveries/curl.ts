/** An attempt's request as stored; a secret header's value is replaced with {@link notKept}. */
export type SentRequest = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** Replaces a secret in stored requests. */
export const notKept = "(not kept)";

/** Headers that curl writes itself, from the URL and the body. */
const ownHeaders = new Set(["host", "content-length", "connection", "transfer-encoding"]);

/**
 * A POSIX shell command that sends the same request again: same headers, same body to the byte. Values that were not
 * stored are read from shell variables (`$AUTHORIZATION`). Signatures are those of the original attempt. The body is
 * piped in, since an argument is limited to 128 KiB.
 */
export function curlOf({ url, headers, body }: SentRequest): string {
  const lines = Object.entries(headers)
    .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
    .map(([name, value]) => `-H ${headerWords(name, value)}`);
  return [`printf %s ${quoted(body)} | curl -i --globoff`, ...lines, "--data-binary @-", quoted(url)].join(" \\\n  ");
}

function headerWords(name: string, value: string): string {
  if (value === notKept) return `${quoted(`${name}: `)}"$${variableOf(name)}"`;
  // With nothing after the colon, curl would omit the header.
  return quoted(value === "" ? `${name};` : `${name}: ${value}`);
}

const variableOf = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, "_");

/** Quotes any text as one shell word. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
