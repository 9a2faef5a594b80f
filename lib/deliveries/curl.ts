/** What an attempt sent, as it is kept: a header whose value is secret says {@link notKept} in its place. */
export type SentRequest = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** Stands in the log of requests where a secret was. */
export const notKept = "(not kept)";

/** Headers that curl writes itself, from the URL and the body. */
const ownHeaders = new Set(["host", "content-length", "connection", "transfer-encoding"]);

/**
 * A command for a POSIX shell that sends the same request again: same headers, same body to the byte. Values that were
 * not kept are taken from the shell's variables (`$AUTHORIZATION`). Signatures are of the moment of the attempt. The body
 * comes by a pipe, since an argument may have 128 KiB at most.
 */
export function curlOf({ url, headers, body }: SentRequest): string {
  const lines = Object.entries(headers)
    .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
    .map(([name, value]) => `-H ${headerWords(name, value)}`);
  return [`printf %s ${quoted(body)} | curl -i --globoff`, ...lines, "--data-binary @-", quoted(url)].join(" \\\n  ");
}

function headerWords(name: string, value: string): string {
  if (value === notKept) return `${quoted(`${name}: `)}"$${variableOf(name)}"`;
  // With nothing after the colon curl would leave the header out.
  return quoted(value === "" ? `${name};` : `${name}: ${value}`);
}

const variableOf = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, "_");

/** One word of a shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
