import type { IncomingMessage } from "node:http";

/** `uri-host [ ":" port ]` (RFC 9110, section 7.2; RFC 3986, section 3.2.2). It may be empty. */
const hostGrammar =
  /^(\[[0-9a-f:.]+\]|\[v[0-9a-f]+\.[\w.~!$&'()*+,;=:-]+\]|(?:[\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*)(:\d*)?$/i;

/** Whether the request has at most one Host, and that is a host. Node itself refuses HTTP/1.1 without one. */
export function hasValidHost({ rawHeaders }: Pick<IncomingMessage, "rawHeaders">): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    if (++hosts > 1 || !hostGrammar.test(rawHeaders[i + 1] ?? "")) return false;
  }
  return true;
}

/**
 * Replaces a target in absolute form by its path and query, and the Host by the target's, as a server must accept it
 * (RFC 9112, section 3.2.2).
 */
export function takeOriginForm(request: Pick<IncomingMessage, "url" | "headers">): void {
  const { url = "" } = request;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return;
  const { host, pathname, search } = new URL(url);
  request.url = `${pathname}${search}`;
  request.headers.host = host;
}
