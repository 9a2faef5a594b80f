// Requests that two servers in a row could interpret differently. Each contains a second request, which must stay
// hidden.

const crlf = "\r\n";
const head = (...lines: string[]): string => [...lines, "", ""].join(crlf);
const host = "Host: localhost";
const chunked = "Transfer-Encoding: chunked";

/** Requests the public keys, whose response can't be mistaken for another. */
export const hidden = head("GET /oauth/jwks HTTP/1.1", host);

/** Contained in the response to {@link hidden}, and in no other. */
export const hiddenAnswer = '"keys":[';

/** Sent after each form: a server that found the form's correct end answers this too, and closes the connection. */
export const last = head("GET /healthz HTTP/1.1", host, "Connection: close");

/** The bytes of a form, as a request for this path; one byte per character. */
type Form = readonly [what: string, bytes: (path: string) => string];

const posted =
  (...lines: string[]) =>
  (body: string) =>
  (path: string): string =>
    head(`POST ${path} HTTP/1.1`, host, ...lines) + body;

const size = hidden.length;
const afterEmpty = `0\r\n\r\n${hidden}`;
const oneChunk = (data: string): string => `${data.length.toString(16)}\r\n${data}\r\n0\r\n\r\n`;

const lengths: readonly Form[] = [
  ["two lengths", ["Content-Length: 5", "Content-Length: 4"]],
  ["the same length twice", ["Content-Length: 5", "Content-Length: 5"]],
  ["two lengths in a list", ["Content-Length: 5, 5"]],
  ["two numbers as a length", ["Content-Length: 5 5"]],
  ["a negative length", ["Content-Length: -1"]],
  ["a length with a sign", ["Content-Length: +5"]],
  ["a hexadecimal length", ["Content-Length: 0x5"]],
  ["a length with an exponent", ["Content-Length: 5e0"]],
  ["a length with a fraction", ["Content-Length: 5.0"]],
  ["a length with a parameter", ["Content-Length: 5;a=b"]],
  ["a quoted length", ['Content-Length: "5"']],
  ["a length beyond 64 bits", ["Content-Length: 99999999999999999999"]],
  ["a length in other digits", ["Content-Length: \xb5"]],
  ["a length after a vertical tab", ["Content-Length: \x0b5"]],
  ["a length before a NUL", ["Content-Length: 5\0"]],
  ["a space before the colon of a length", ["Content-Length : 5"]],
  ["a tab before the colon of a length", ["Content-Length\t: 5"]],
  ["a no-break space before the colon of a length", ["Content-Length\xa0: 5"]],
  ["a length that goes on in the next line", ["Content-Length: 5", " 5"]],
  ["a length after a space", [" Content-Length: 5"]],
].map(([what, lines]) => [String(what), posted(...(lines as string[]))(afterEmpty)]);

const codings: readonly Form[] = [
  ["a length and chunks", ["Content-Length: 4", chunked]],
  ["chunks and a length", [chunked, "Content-Length: 4"]],
  ["chunks and no body", ["Content-Length: 0", chunked]],
  ["chunks under another name", ["Transfer-Encoding: xchunked"]],
  ["chunks before another coding", ["Transfer-Encoding: chunked, identity"]],
  ["chunks before another coding in a second header", [chunked, "Transfer-Encoding: identity"]],
  ["another coding only", ["Transfer-Encoding: identity"]],
  ["a compressed body only", ["Transfer-Encoding: gzip"]],
  ["quoted chunks", ['Transfer-Encoding: "chunked"']],
  ["chunks with a parameter", ["Transfer-Encoding: chunked;q=1"]],
  ["chunks before a NUL", ["Transfer-Encoding: chunked\0"]],
  ["chunks after a vertical tab", ["Transfer-Encoding:\x0bchunked"]],
  ["a space before the colon of a coding", ["Transfer-Encoding : chunked"]],
  ["a coding after a space", [" Transfer-Encoding: chunked", "Content-Length: 5"]],
  ["a coding behind a lone line feed", ["X: y\nTransfer-Encoding: chunked", "Content-Length: 5"]],
  ["a coding behind a lone carriage return", ["X: y\rTransfer-Encoding: chunked", "Content-Length: 5"]],
].map(([what, lines]) => [String(what), posted(...(lines as string[]))(afterEmpty)]);

const chunks: readonly Form[] = [
  ["a chunk of an impossible size", "fffffffffffffffff\r\n"],
  ["a chunk of a negative size", `-1\r\nhello\r\n${afterEmpty}`],
  ["a chunk size with a sign", `+5\r\nhello\r\n${afterEmpty}`],
  ["a chunk size with a prefix", `0x5\r\nhello\r\n${afterEmpty}`],
  ["a chunk size with an underscore", `0_5\r\nhello\r\n${afterEmpty}`],
  ["a chunk size after a space", ` 5\r\nhello\r\n${afterEmpty}`],
  ["a chunk without a size", `\r\nhello\r\n${afterEmpty}`],
  ["a chunk longer than its size", `4\r\nhello\r\n${afterEmpty}`],
  ["a chunk without an end", `5\r\nhelloXX${afterEmpty}`],
  ["chunks in lines that end with a line feed", `5\nhello\n0\n\n${hidden}`],
  ["a chunk extension with a line feed", `5;a\nhello\r\n${afterEmpty}`],
  ["a chunk extension with a carriage return", `5;a\rb\r\nhello\r\n${afterEmpty}`],
  ["a chunk extension with a NUL", `5;a=\0\r\nhello\r\n${afterEmpty}`],
  ["a chunk extension of 20 KB", `5;${"a".repeat(20_000)}\r\nhello\r\n${afterEmpty}`],
  ["a request line among the trailers", `0\r\n${hidden}`],
].map(([what, body]) => [String(what), posted(chunked)(String(body))]);

const heads: readonly Form[] = [
  ["no Host", (path) => head(`GET ${path} HTTP/1.1`) + hidden],
  ["a lone carriage return", (path) => `GET ${path} HTTP/1.1\r${host}\r\n\r\n${hidden}`],
  ["a NUL in a header", (path) => head(`GET ${path} HTTP/1.1`, host, "X: a\0b") + hidden],
  ["a NUL in a header's name", (path) => head(`GET ${path} HTTP/1.1`, host, "X\0: a") + hidden],
  ["a NUL in the address", (path) => head(`GET ${path}\0 HTTP/1.1`, host) + hidden],
  ["a NUL in the method", (path) => head(`GET\0 ${path} HTTP/1.1`, host) + hidden],
  ["a header without a colon", (path) => head(`GET ${path} HTTP/1.1`, host, "X") + hidden],
  ["a header without a name", (path) => head(`GET ${path} HTTP/1.1`, host, ": x") + hidden],
  ["a space in a header's name", (path) => head(`GET ${path} HTTP/1.1`, host, "X y: z") + hidden],
  ["a space before the first header", (path) => head(`GET ${path} HTTP/1.1`, ` ${host}`) + hidden],
  ["a space in the address", (path) => head(`GET ${path} x HTTP/1.1`, host) + hidden],
  ["no version", (path) => `GET ${path}\r\n${hidden}`],
  ["another protocol", (path) => head(`GET ${path} HTTQ/1.1`, host) + hidden],
  ["a protocol in lower case", (path) => head(`GET ${path} http/1.1`, host) + hidden],
  ["the next version of HTTP", (path) => head(`GET ${path} HTTP/2.0`, host) + hidden],
  ["a version that does not exist", (path) => head(`GET ${path} HTTP/1.7`, host) + hidden],
  ["the greeting of HTTP/2", () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${hidden}`],
  ["a method in lower case", (path) => head(`get ${path} HTTP/1.1`, host) + hidden],
];

/** Forms without a valid interpretation (RFC 9112, sections 2 to 7): each is refused, and the connection closed. */
export const ambiguous: readonly Form[] = [...lengths, ...codings, ...chunks, ...heads];

const inBody = (...lines: string[]) => posted(`Content-Length: ${size}`, ...lines)(hidden);

/** Forms with a valid interpretation, in which the second request is part of the first one's body or head. */
export const unambiguous: readonly Form[] = [
  ["a request in the body", inBody()],
  ["a request in the body of a GET", (path) => head(`GET ${path} HTTP/1.1`, host, `Content-Length: ${size}`) + hidden],
  ["a request in a chunk of a GET", (path) => head(`GET ${path} HTTP/1.1`, host, chunked) + oneChunk(hidden)],
  ["a request in a chunk", posted(chunked)(oneChunk(hidden))],
  ["a request in a chunk, the coding in capitals", posted("Transfer-Encoding: CHUNKED")(oneChunk(hidden))],
  ["a request in a compressed chunk", posted("Transfer-Encoding: gzip, chunked")(oneChunk(hidden))],
  ["a request in a chunk with an extension", posted(chunked)(oneChunk(hidden).replace("\r\n", ';a="b"\r\n'))],
  ["a request in the body after a question", inBody("Expect: 100-continue")],
  ["a request in the body after an unknown question", inBody("Expect: 200-ok")],
  ["a request in the body, the length for one connection only", inBody("Connection: Content-Length")],
  ["a request in the body of what wants another protocol", inBody("Upgrade: h2c", "Connection: Upgrade")],
  ["a request in the body of a request to another Host", inBody("Host: other.example")],
  ["a request in the body, after empty lines", (path) => `\r\n\r\n${inBody()(path)}`],
  ["a request in the body, by a whole URL", (path) => inBody()(`http://localhost${path}`)],
  ["a request in the body, by another server's URL", (path) => inBody()(`http://other.example${path}`)],
  ["a request in the body, by another server's path", (path) => inBody()(`//other.example${path}`)],
  ["a request in the body for no resource", () => head("OPTIONS * HTTP/1.1", host, `Content-Length: ${size}`) + hidden],
  ["a request in the body of HTTP/1.0", (path) => inBody()(path).replace("HTTP/1.1", "HTTP/1.0")],
  ["a request in an encoded address", (path) => head(`GET ${path}?x=%0d%0a%0d%0a${encodeURI(hidden)} HTTP/1.1`, host)],
];
