import { authorized, base64, bodyCredentials, grant, raw, token, withHeader } from "@/tests/conformance/ask";
import type { Row } from "@/tests/conformance/row";
import { basic } from "@/tests/support/machine-server";

const badClient = {
  reason: "Invalid client_id or client_secret",
  headers: { "www-authenticate": /^Basic realm="[^"]+"$/ },
};
const encodeFirst = (text: string) => text.replace(/^./, (c) => `%${c.charCodeAt(0).toString(16)}`);
const pair = (id: string, secret: string) => `Basic ${base64(`${id}:${secret}`)}`;

/** Client authentication: both methods, and every way in which they can be wrong. */
// biome-ignore format: a table is read by its rows
export const clientRows: readonly Row[] = [
  ["credentials in the body", "RFC 6749 §2.3.1", (p) => token(p, { ...grant, ...bodyCredentials(p.postApp) }), "200"],
  ["Basic in any case", "RFC 9110 §11.1", (p) => authorized(p, basic(p.app).replace("Basic", "bAsIc")), "200"],
  ["a percent-encoded client ID in Basic", "RFC 6749 §2.3.1", (p) => authorized(p, pair(encodeFirst(p.app.clientId), p.app.clientSecret)), "200"],
  ["a percent-encoded secret in Basic", "RFC 6749 §2.3.1", (p) => authorized(p, pair(p.app.clientId, encodeFirst(p.app.clientSecret))), "200"],
  ["a percent-encoded secret in the body", "RFC 6749 appendix B", (p) => ({ ...token(p, grant), body: `grant_type=client_credentials&client_id=${p.postApp.clientId}&client_secret=${encodeFirst(p.postApp.clientSecret)}` }), "200"],
  ["the same client_id beside Basic", "contract", (p) => token(p, { ...grant, client_id: p.app.clientId }, p.app), "200"],
  ["a second secret during its overlap", "contract: rotation", (p) => token(p, grant, p.secondSecret), "200"],
  ["no authentication", "RFC 6749 §5.2", (p) => token(p, grant), "401 invalid_client", badClient],
  ["an unknown client", "RFC 6749 §5.2", (p) => token(p, grant, p.unknown), "401 invalid_client", badClient],
  ["an unknown client in the body", "RFC 6749 §5.2", (p) => token(p, { ...grant, ...bodyCredentials(p.unknown) }), "401 invalid_client", badClient],
  ["a wrong secret", "RFC 6749 §5.2", (p) => token(p, grant, p.wrong), "401 invalid_client", badClient],
  ["a wrong secret in the body", "RFC 6749 §5.2", (p) => token(p, { ...grant, ...bodyCredentials(p.postApp), client_secret: "x" }), "401 invalid_client", badClient],
  ["an expired secret", "contract: rotation", (p) => token(p, grant, p.expiredSecret), "401 invalid_client", badClient],
  ["a removed app", "contract", (p) => token(p, grant, p.other.removed), "401 invalid_client", badClient],
  ["the secret of another app", "RFC 6749 §5.2", (p) => token(p, grant, { ...p.app, clientSecret: p.other.foreign.clientSecret }), "401 invalid_client", badClient],
  ["a secret in different case", "contract", (p) => token(p, grant, { ...p.app, clientSecret: p.wrong.clientSecret.toUpperCase() }), "401 invalid_client", badClient],
  ["an empty secret", "RFC 6749 §2.3.1", (p) => token(p, grant, { ...p.app, clientSecret: "" }), "401 invalid_client", badClient],
  ["an empty client ID", "RFC 6749 §2.3.1", (p) => token(p, grant, { clientId: "", clientSecret: "x" }), "401 invalid_client"],
  ["a client ID alone", "RFC 6749 §2.3.1", (p) => token(p, { ...grant, client_id: p.postApp.clientId }), "401 invalid_client", badClient],
  ["a secret alone", "RFC 6749 §2.3.1", (p) => token(p, { ...grant, client_secret: p.postApp.clientSecret }), "401 invalid_client", badClient],
  ["an assertion that isn't one", "RFC 7521 §4.2", (p) => token(p, { ...grant, client_id: p.app.clientId, client_assertion: "x" }), "401 invalid_client"],
  ["another scheme", "RFC 6749 §5.2", (p) => authorized(p, "Digest x"), "401 invalid_client", badClient],
  ["a bearer token in place of credentials", "RFC 6749 §5.2", (p) => authorized(p, "Bearer x"), "401 invalid_client", badClient],
  ["a very long client ID", "contract", (p) => token(p, grant, { clientId: "a".repeat(5000), clientSecret: "x" }), "401 invalid_client", badClient],
  ["both methods", "RFC 6749 §2.3", (p) => token(p, { ...grant, ...bodyCredentials(p.app) }, p.app), "400 invalid_request", { reason: null }],
  ["Basic and an assertion", "RFC 6749 §2.3", (p) => token(p, { ...grant, client_assertion: "x" }, p.app), "400 invalid_request"],
  ["Bearer and credentials in the body", "RFC 6749 §2.3", (p) => withHeader(token(p, { ...grant, ...bodyCredentials(p.postApp) }), "authorization", "Bearer x"), "400 invalid_request"],
  ["another client_id beside Basic", "RFC 6749 §5.2", (p) => token(p, { ...grant, client_id: "x" }, p.app), "400 invalid_request"],
  ["two Authorization headers", "RFC 9110 §11.6.2", (p) => authorized(p, [basic(p.wrong), basic(p.app)]), "400 invalid_request"],
  ["an empty Authorization header", "RFC 9110 §11.6.2", (p) => authorized(p, ""), "401 invalid_client"],
  ["Basic without a value", "RFC 7617 §2", (p) => authorized(p, "Basic"), "400 invalid_request"],
  ["Basic that is not base64", "RFC 7617 §2", (p) => authorized(p, "Basic !!!!"), "400 invalid_request"],
  ["Basic without its padding", "RFC 4648 §3.2", (p) => authorized(p, `Basic ${base64("a:bcd").replaceAll("=", "")}`), "400 invalid_request"],
  ["Basic in base64url", "RFC 4648 §5", (p) => authorized(p, `Basic ${Buffer.from("a:\u{3ffff}\u{3ffff}").toString("base64url")}`), "400 invalid_request"],
  ["Basic without a colon", "RFC 7617 §2", (p) => authorized(p, `Basic ${base64("abc")}`), "400 invalid_request"],
  ["Basic with invalid UTF-8", "RFC 6749 appendix B", (p) => authorized(p, `Basic ${base64(Buffer.from([0x61, 0x3a, 0xff]))}`), "400 invalid_request"],
  ["Basic with NUL", "RFC 7617 §2", (p) => authorized(p, `Basic ${base64("a\0:b")}`), "400 invalid_request"],
  ["Basic with percent-encoded NUL", "contract", (p) => authorized(p, pair("a%00", "b")), "400 invalid_request"],
  ["Basic with broken percent-encoding", "RFC 6749 appendix B", (p) => authorized(p, pair("a", "%zz")), "400 invalid_request"],
  ["Basic with a colon in the secret", "RFC 7617 §2", (p) => authorized(p, pair(p.app.clientId, `${p.app.clientSecret}:x`)), "401 invalid_client", badClient],
  ["a secret in the URL", "RFC 6749 §2.3.1", (p) => ({ ...token(p, grant), path: `${p.paths.token}?client_id=${p.postApp.clientId}&client_secret=${p.postApp.clientSecret}` }), "400 invalid_request"],
  ["a client ID in the URL", "RFC 6749 §2.3.1", (p) => ({ ...token(p, grant, p.app), path: `${p.paths.token}?client_id=${p.app.clientId}` }), "400 invalid_request"],
  ["authentication before grant", "contract: order", (p) => token(p, { grant_type: "password" }, p.wrong), "401 invalid_client"],
  ["no body and no authentication", "RFC 6749 §5.2", (p) => ({ ...raw(p, "", ""), headers: {} }), "401 invalid_client"],
];
