const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const typePart = new RegExp(`[ \\t]*(${token}/${token})`, "y");
const parameterPart = new RegExp(
  `[ \\t]*;[ \\t]*(?:(${token})(?:[ \\t]*=[ \\t]*(${token}|"(?:[^"\\\\]|\\\\.)*"))?)?`,
  "y",
);

/** What a Content-Type says of the body's text: its type in lower case, and whether that is UTF-8 or left open. */
type MediaType = { type: string; isUtf8: boolean };

/**
 * Parses a Content-Type (RFC 9110, sections 8.3.1 and 5.6.6): quoted values, empty parameters, white space and any case
 * included. White space around "=" and a parameter without a value are tolerated. Null if it can't be parsed.
 */
export function parseMediaType(text: string): MediaType | null {
  typePart.lastIndex = 0;
  const type = typePart.exec(text)?.[1];
  if (type === undefined) return null;
  let isUtf8 = true;
  let at = typePart.lastIndex;
  for (;;) {
    parameterPart.lastIndex = at;
    const found = parameterPart.exec(text);
    if (!found) break;
    at = parameterPart.lastIndex;
    const [, name = "", value = ""] = found;
    if (name.toLowerCase() === "charset" && !/^utf-?8$/i.test(unquoted(value))) isUtf8 = false;
  }
  return text.slice(at).trim() === "" ? { type: type.toLowerCase(), isUtf8 } : null;
}

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
