/**
 * Whether two texts name the same URL: the case of scheme, host and escapes, a default port, an empty path, a dot at the
 * host's end and the fragment make no difference (RFC 3986, section 6.2; the fragment is never sent).
 */
export const isSameUrl = (one: string, other: string): boolean => one === other || normal(one) === normal(other);

function normal(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.hash = "";
  url.hostname = url.hostname.replace(/\.$/, "");
  return url.href.replace(/%[\da-f]{2}/gi, (digits) => digits.toUpperCase());
}
