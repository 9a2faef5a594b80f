import { addressed, formType, get, grant, raw, token, withHeader } from "@/tests/conformance/ask";
import type { Row } from "@/tests/conformance/row";
import { basic } from "@/tests/support/machine-server";

const big = `x=${"a".repeat(16_383)}`;
const onlyPost = { headers: { allow: "POST" } };
const closes = { headers: { connection: "close" } };
const noReason = { reason: null };

/** Token requests: methods, content types, sizes, parameters. */
// biome-ignore format: a table is read by its rows
export const requestRows: readonly Row[] = [
  ["client_credentials with Basic", "RFC 6749 §4.4.2", (p) => token(p, grant, p.app), "200"],
  ["a response that may not be cached", "RFC 6749 §5.1", (p) => token(p, grant, p.app), "200", { headers: { "cache-control": "no-store", pragma: "no-cache" } }],
  ["a token's type and lifetime", "RFC 6749 §5.1", (p) => token(p, grant, p.app), "200", { has: { token_type: "bearer", expires_in: 3600 } }],
  ["no refresh token", "RFC 6749 §4.4.3", (p) => token(p, grant, p.app), "200", { has: { refresh_token: undefined } }],
  ["where the API is", "contract", (p) => token(p, grant, p.app), "200", { has: { api_url: "http://localhost:3000" } }],
  ["GET", "RFC 6749 §3.2", (p) => get(p.paths.token), "405 invalid_request", onlyPost],
  ["HEAD", "RFC 6749 §3.2", (p) => ({ method: "HEAD", path: p.paths.token }), "405", onlyPost],
  ["PUT, before anything else", "contract: order", (p) => ({ ...raw(p, big), method: "PUT" }), "405 invalid_request", onlyPost],
  ["PATCH", "RFC 6749 §3.2", (p) => ({ ...raw(p, ""), method: "PATCH" }), "405 invalid_request", onlyPost],
  ["OPTIONS: no CORS", "contract", (p) => ({ method: "OPTIONS", path: p.paths.token, headers: { origin: "https://example.com" } }), "405 invalid_request", { headers: { allow: "POST", "access-control-allow-origin": null } }],
  ["TRACE", "RFC 9110 §9.3.8", (p) => ({ method: "TRACE", path: p.paths.token }), "405 invalid_request", onlyPost],
  ["a trailing slash", "contract", (p) => ({ ...token(p, grant, p.app), path: `${p.paths.token}/` }), "404 not_found"],
  ["the content type with a charset", "RFC 6749 §4.4.2", (p) => raw(p, "grant_type=client_credentials", `${formType}; charset=UTF-8`), "200"],
  ["the content type in capitals", "RFC 9110 §8.3.1", (p) => raw(p, "grant_type=client_credentials", formType.toUpperCase()), "200"],
  ["a chunked body", "RFC 9112 §7.1", (p) => ({ ...token(p, grant, p.app), chunked: true }), "200"],
  ["a JSON body", "RFC 6749 §4.4.2", (p) => raw(p, JSON.stringify(grant), "application/json"), "400 invalid_request", noReason],
  ["a body without content type", "RFC 6749 §4.4.2", (p) => raw(p, "grant_type=client_credentials", ""), "400 invalid_request"],
  ["a longer type with the same beginning", "contract", (p) => raw(p, "grant_type=client_credentials", `${formType}2`), "400 invalid_request"],
  ["another charset", "RFC 6749 §4.4.2", (p) => raw(p, "grant_type=client_credentials", `${formType}; charset=iso-8859-1`), "400 invalid_request"],
  ["multipart", "RFC 6749 §4.4.2", (p) => raw(p, "--x--", "multipart/form-data; boundary=x"), "400 invalid_request"],
  ["two content types", "contract", (p) => withHeader(token(p, grant, p.app), "content-type", [formType, "text/plain"]), "400 invalid_request"],
  ["content type before authentication", "contract: order", (p) => ({ ...raw(p, "{}"), headers: { "content-type": "application/json" } }), "400 invalid_request"],
  ["a compressed body", "contract", (p) => withHeader(raw(p, Buffer.from([0x1f, 0x8b, 8, 0, 0xff])), "content-encoding", "gzip"), "400 invalid_request"],
  ["16 KiB are read", "contract", (p) => raw(p, `grant_type=client_credentials&${big.slice(0, 16_384 - 30)}`), "200"],
  ["more than 16 KiB, declared", "contract", (p) => raw(p, big), "413 invalid_request", closes],
  ["more than 16 KiB, chunked", "contract", (p) => ({ ...raw(p, big), chunked: true }), "413 invalid_request", closes],
  ["a megabyte", "contract", (p) => raw(p, "a".repeat(1_000_000)), "413 invalid_request"],
  ["size before content type", "contract: order", (p) => raw(p, big, "application/json"), "413 invalid_request"],
  ["all parameters in the URL, no body", "contract: platform", (p) => ({ path: `${p.paths.token}?grant_type=account_credentials&account_id=${p.accountId}`, headers: { authorization: basic(p.app) } }), "200"],
  ["scope in the URL", "contract: platform", (p) => addressed(p, "scope=meeting:read:meeting:admin", token(p, { ...grant, account_id: p.accountId }, p.app)), "200", { has: { scope: "meeting:read:meeting:admin" } }],
  ["unknown parameters, in the body and the URL", "RFC 6749 §3.2", (p) => addressed(p, "foo=1", token(p, { ...grant, bar: "x" }, p.app)), "200"],
  ["an empty parameter counts as left out", "RFC 6749 §3.2", (p) => token(p, { ...grant, scope: "" }, p.app), "200"],
  ["a repeated grant_type", "RFC 6749 §3.2", (p) => raw(p, "grant_type=client_credentials&grant_type=client_credentials"), "400 invalid_request", noReason],
  ["a parameter in body and URL, the same", "contract: platform", (p) => addressed(p, "grant_type=client_credentials", token(p, grant, p.app)), "200"],
  ["a repeated parameter in the URL", "RFC 6749 §3.2", (p) => addressed(p, "scope=a&scope=a", raw(p, "")), "400 invalid_request"],
  ["a repeated empty parameter", "RFC 6749 §3.2", (p) => raw(p, "grant_type=client_credentials&scope=&scope="), "400 invalid_request"],
  ["a repeated unknown parameter", "RFC 6749 §3.2", (p) => raw(p, "grant_type=client_credentials&a=1&a=2"), "400 invalid_request"],
  ["repetition before authentication", "contract: order", (p) => ({ ...token(p, grant, p.wrong), body: "a=1&a=1" }), "400 invalid_request"],
  ["a parameter named like a property of every object", "contract", (p) => token(p, { ...grant, __proto__x: "1", constructor: "x" }, p.app), "200"],
  ["NUL in the body", "contract", (p) => raw(p, "grant_type=client_credentials&x=\0"), "400 invalid_request"],
  ["percent-encoded NUL", "contract", (p) => raw(p, "grant_type=client_credentials%00"), "400 invalid_request"],
  ["NUL in the URL", "contract", (p) => addressed(p, "scope=%00", token(p, grant, p.app)), "400 invalid_request"],
  ["invalid UTF-8 in the body", "contract", (p) => raw(p, Buffer.from([0x67, 0x3d, 0xff, 0xfe])), "400 invalid_request"],
  ["percent-encoded invalid UTF-8", "contract", (p) => raw(p, "grant_type=%ff"), "400 invalid_request"],
  ["broken percent-encoding", "contract", (p) => raw(p, "grant_type=%zz"), "400 invalid_request"],
  ["a percent-encoded grant_type", "RFC 6749 appendix B", (p) => raw(p, "grant_type=client%5Fcredentials"), "200"],
];
