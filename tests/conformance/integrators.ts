import {
  addressed,
  base64,
  bodyCredentials,
  formType,
  grant,
  raw,
  revoke,
  token,
  withHeader,
} from "@/tests/conformance/ask";
import type { Place, Row } from "@/tests/conformance/row";
import { basic } from "@/tests/support/machine-server";
import type { SentRequest } from "@/tests/support/send";

// How published clients of the replicated platform ask for a token, read in their code. They read access_token,
// expires_in as a number and scope as a string; the platform's SDK and ZoomNet also read reason on errors.

const scope = "meeting:read:meeting:admin user:read:user:admin";
const readable = { has: { token_type: "bearer", expires_in: 3600, scope } };
const query = (p: Place) => `grant_type=account_credentials&account_id=${p.accountId}`;
const account = (p: Place) => ({ grant_type: "account_credentials", account_id: p.accountId });

/** All parameters in the URL, beside this body. */
const beside = (p: Place, body: string | Buffer, type: string): SentRequest =>
  addressed(p, query(p), raw(p, body, type));

const json = "application/json";
const jsonUtf8 = "application/json; charset=utf-8";
const multipart = "multipart/form-data; boundary=x";
const padded = (p: Place) => `Basic ${base64(`${p.app.clientId}:${p.app.clientSecret}`)}`;

/** The URL has all parameters, and the HTTP client adds a body of its own. */
// biome-ignore format: a table is read by its rows
const bodyRows: readonly Row[] = [
  ["the query, no body, no content type", "demisto, Rapid7, PSZoom, Odoo modules", (p) => beside(p, "", ""), "200", readable],
  ["the query, content type of a form, no body", "elastic connectors", (p) => beside(p, "", `${formType}; charset=UTF-8`), "200", readable],
  ["the query, content type JSON, no body", "Airbyte source-zoom", (p) => beside(p, "", json), "200", readable],
  ["the query and Content-Length: 0", "requests, curl -X POST -d ''", (p) => withHeader(beside(p, "", ""), "content-length", "0"), "200", readable],
  ["the query and an empty chunked body", "Go net/http", (p) => ({ ...beside(p, "", ""), chunked: true }), "200", readable],
  ["the query and a body of {}", "axios post(url, {}, {params})", (p) => beside(p, "{}", json), "200", readable],
  ["the query and a body of null", "axios post(url?q, null) with a JSON type", (p) => beside(p, "null", json), "200", readable],
  ["the query and a body of []", "Laravel Http::post(url?q)", (p) => beside(p, "[]", json), "200", readable],
  ["the query and a form of []", "Laravel withHeaders(form)->post(url?q)", (p) => beside(p, "[]", formType), "200", readable],
  ["the query and a JSON copy of it", "PHP curl, CURLOPT_POSTFIELDS of json_encode", (p) => beside(p, JSON.stringify(account(p)), json), "200", readable],
  ["the query and JSON with a charset", "axios, Guzzle", (p) => beside(p, "{}", jsonUtf8), "200", readable],
  ["the query and JSON of another charset", "contract", (p) => beside(p, "{}", "application/json; charset=iso-8859-1"), "200", readable],
  ["the query and a multipart body", "PHP curl, CURLOPT_POSTFIELDS of an array", (p) => beside(p, "--x--\r\n", multipart), "200", readable],
  ["the query and text", "fetch with a string as body", (p) => beside(p, "{}", "text/plain;charset=UTF-8"), "200", readable],
  ["the query and a body without content type", "contract", (p) => beside(p, "{}", ""), "200", readable],
  ["the query and a body that isn't UTF-8", "contract", (p) => beside(p, Buffer.from([0xff, 0xfe]), "application/octet-stream"), "200", readable],
  ["the query and a chunked JSON body", "Java HttpClient", (p) => ({ ...beside(p, "{}", json), chunked: true }), "200", readable],
  ["the query and 16 KiB of JSON", "contract", (p) => beside(p, `"${"a".repeat(16_382)}"`, json), "200", readable],
  ["the query and more than 16 KiB of JSON", "contract", (p) => beside(p, "a".repeat(16_385), json), "413 invalid_request", { headers: { connection: "close" } }],
  ["the query and more than 16 KiB of JSON, chunked", "contract", (p) => ({ ...beside(p, "a".repeat(16_385), json), chunked: true }), "413 invalid_request", { headers: { connection: "close" } }],
  ["the query and a form in another charset", "contract", (p) => beside(p, "x=1", `${formType}; charset=iso-8859-1`), "400 invalid_request"],
  ["the query without grant_type, and JSON that has it", "contract", (p) => addressed(p, `account_id=${p.accountId}`, raw(p, JSON.stringify(account(p)), json)), "400 invalid_request"],
  ["an empty grant_type in the query, and JSON that has it", "contract", (p) => addressed(p, "grant_type=", raw(p, JSON.stringify(account(p)), json)), "400 invalid_request"],
  ["JSON alone", "RFC 6749 §4.4.2", (p) => raw(p, JSON.stringify(account(p)), json), "400 invalid_request"],
  ["credentials in a JSON body beside the query", "RFC 6749 §2.3.1", (p) => ({ ...beside(p, JSON.stringify(bodyCredentials(p.postApp)), json), headers: { "content-type": json } }), "401 invalid_client"],
  ["revocation: the token in the query, and a body of {}", "axios", (p) => ({ ...raw(p, "{}", json), path: `${p.paths.revoke}?token=x` }), "200", { json: { status: "success" } }],
  ["revocation: the token in JSON alone", "RFC 7009 §2.1", (p) => raw(p, '{"token":"x"}', json, "revoke"), "400 invalid_request"],
];

/** Parameters in the URL and in the form. */
// biome-ignore format: a table is read by its rows
const bothRows: readonly Row[] = [
  ["grant_type in the query, account_id in the form", "zoom_rb", (p) => addressed(p, "grant_type=account_credentials", raw(p, `account_id=${p.accountId}`)), "200", readable],
  ["the same parameters in query and form", "contract: platform", (p) => addressed(p, query(p), token(p, account(p), p.app)), "200", readable],
  ["another account_id in the form", "contract", (p) => addressed(p, query(p), raw(p, "account_id=x")), "400 invalid_request"],
  ["another grant_type in the form", "contract", (p) => addressed(p, query(p), raw(p, "grant_type=client_credentials")), "400 invalid_request"],
  ["an empty account_id in the form", "contract", (p) => addressed(p, query(p), raw(p, "account_id=")), "400 invalid_request"],
  ["another account_id in the form, before authentication", "contract: order", (p) => ({ ...addressed(p, query(p), token(p, { account_id: "x" }, p.wrong)) }), "400 invalid_request"],
  ["a form that repeats what the query also has", "RFC 6749 §3.2", (p) => addressed(p, "grant_type=client_credentials", raw(p, "grant_type=client_credentials&grant_type=client_credentials")), "400 invalid_request"],
  ["revocation: the same token in query and form", "contract: platform", (p) => ({ ...revoke(p, { token: "x" }, p.app), path: `${p.paths.revoke}?token=x` }), "200", { json: { status: "success" } }],
  ["revocation: two tokens, in query and form", "contract", (p) => ({ ...revoke(p, { token: "x" }, p.app), path: `${p.paths.revoke}?token=y` }), "400 invalid_request"],
  ["unknown parameters, in query and form", "the platform's SDK (index, token_index)", (p) => addressed(p, "index=0", token(p, { ...account(p), index: "1", token_index: "1" }, p.app)), "200", readable],
  ["an empty scope", "n8n", (p) => token(p, { ...account(p), scope: "" }, p.app), "200", readable],
  ["the same client_id in the body as in Basic", "Nango", (p) => token(p, { ...account(p), client_id: p.app.clientId }, p.app), "200", readable],
];

/** Headers as HTTP clients and proxies write them. */
// biome-ignore format: a table is read by its rows
const headerRows: readonly Row[] = [
  ["charset in quotes", "RFC 9110 §8.3.1", (p) => raw(p, "grant_type=client_credentials", `${formType}; charset="utf-8"`), "200", readable],
  ["charset in quotes and capitals", "RFC 9110 §8.3.1", (p) => raw(p, "grant_type=client_credentials", `${formType};CHARSET="UTF-8"`), "200"],
  ["charset in quotes, with a quoted pair", "RFC 9110 §5.6.4", (p) => raw(p, "grant_type=client_credentials", `${formType}; charset="utf\\-8"`), "200"],
  ["spaces and tabs around the semicolon", "RFC 9110 §5.6.6", (p) => raw(p, "grant_type=client_credentials", `${formType} \t;\t charset=utf-8`), "200"],
  ["empty parameters of the content type", "RFC 9110 §5.6.6", (p) => raw(p, "grant_type=client_credentials", `${formType};; charset=utf-8;`), "200"],
  ["another parameter of the content type", "RFC 9110 §8.3.1", (p) => raw(p, "grant_type=client_credentials", `${formType}; boundary="a;charset=latin1"; charset=utf-8`), "200"],
  ["another charset in quotes", "RFC 9110 §8.3.1", (p) => raw(p, "grant_type=client_credentials", `${formType}; charset="iso-8859-1"`), "400 invalid_request"],
  ["two charsets", "contract", (p) => raw(p, "grant_type=client_credentials", `${formType}; charset=utf-8; charset=iso-8859-1`), "400 invalid_request"],
  ["a charset whose quotes don't end", "RFC 9110 §5.6.4", (p) => raw(p, "grant_type=client_credentials", `${formType}; charset="utf-8`), "400 invalid_request"],
  ["basic in lower case", "various", (p) => authorization(p, padded(p).replace("Basic", "basic")), "200", readable],
  ["BASIC in capitals", "RFC 9110 §11.1", (p) => authorization(p, padded(p).replace("Basic", "BASIC")), "200"],
  ["several spaces after the scheme", "RFC 9110 §11.4", (p) => authorization(p, padded(p).replace(" ", "   ")), "200"],
  ["header names in capitals", "RFC 9110 §5.1", (p) => ({ ...raw(p, "grant_type=client_credentials", ""), headers: { AUTHORIZATION: basic(p.app), "CONTENT-TYPE": formType } }), "200", readable],
  ["Accept in any form", "RFC 9110 §12.5.1", (p) => withHeader(token(p, grant, p.app), "accept", ["application/json;q=0.5", "text/html, */*"]), "200"],
  ["Expect: 100-continue", "curl, .NET", (p) => withHeader(token(p, grant, p.app), "expect", "100-continue"), "200", readable],
  ["Upgrade: h2c", "Java HttpClient", (p) => withHeader(withHeader(withHeader(token(p, grant, p.app), "upgrade", "h2c"), "connection", "Upgrade, HTTP2-Settings"), "http2-settings", "AAMAAABkAAQAAP__"), "200", readable],
  ["HTTP/1.0 without Host", "nginx's default towards its upstreams", (p) => ({ ...token(p, grant, p.app), line: "HTTP/1.0" }), "200", readable],
  ["HTTP/1.0 with Host", "ab", (p) => ({ ...withHeader(token(p, grant, p.app), "host", "localhost"), line: "HTTP/1.0" }), "200"],
  ["two Host headers", "RFC 9112 §3.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", ["localhost", "localhost"]), line: "HTTP/1.1" }), "400 invalid_request"],
  ["two different Host headers", "RFC 9112 §3.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", ["localhost", "example.com"]), line: "HTTP/1.1" }), "400 invalid_request"],
  ["two Host headers with HTTP/1.0", "RFC 9112 §3.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", ["localhost", "localhost"]), line: "HTTP/1.0" }), "400 invalid_request"],
  ["a Host with a path", "RFC 9112 §3.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", "localhost/x"), line: "HTTP/1.1" }), "400 invalid_request"],
  ["a Host with a space", "RFC 9112 §3.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", "local host"), line: "HTTP/1.1" }), "400 invalid_request"],
  ["a Host with a user", "RFC 9110 §7.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", "x@localhost"), line: "HTTP/1.1" }), "400 invalid_request"],
  ["a Host with a port that isn't a number", "RFC 9110 §7.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", "localhost:x"), line: "HTTP/1.1" }), "400 invalid_request"],
  ["a Host that is an IPv6 address", "RFC 9110 §7.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", "[::1]:3000"), line: "HTTP/1.1" }), "200"],
  ["a Host in capitals, with a port", "RFC 9110 §7.2", (p) => ({ ...withHeader(token(p, grant, p.app), "host", "LOCALHOST:3000"), line: "HTTP/1.1" }), "200"],
  ["the whole URL as the request's target", "RFC 9112 §3.2.2", (p) => ({ ...token(p, grant, p.app), path: `http://localhost${p.paths.token}`, line: "HTTP/1.1" }), "200", readable],
];

const authorization = (p: Place, value: string): SentRequest => withHeader(token(p, grant), "authorization", value);

export const integratorRows: readonly Row[] = [...bodyRows, ...bothRows, ...headerRows];
