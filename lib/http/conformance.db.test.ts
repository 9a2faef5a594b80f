import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/lib/db";
import {
  basic,
  type MachineAnswer,
  type MachineRequest,
  type MachineServer,
  post,
  startMachine,
} from "@/lib/testing/machine-server";
import { makeAccount, makeApp, makePerson, makeSecret, makeWorld, removeApp } from "@/lib/testing/world";

const grant = { grant_type: "client_credentials" };
const formType = "application/x-www-form-urlencoded";
const big = `x=${"a".repeat(16_383)}`;

let w: Awaited<ReturnType<typeof makeRows>>;
let machine: MachineServer;

async function makeRows() {
  const world = await makeWorld(pool());
  const { account, admin, app } = world;
  const scopes = ["user:read:user:admin" as const];
  const gone = await makePerson(pool(), account, "admin");
  const orphan = await makeApp(pool(), { owner: gone, scopes });
  await pool().query(`UPDATE "User" SET "status" = 'deactivated' WHERE "id" = $1`, [gone.userId]);
  const removed = await makeApp(pool(), { owner: admin, scopes });
  await removeApp(pool(), removed);
  const elsewhere = await makePerson(pool(), await makeAccount(pool()), "admin");
  return {
    ...world,
    orphan,
    removed,
    draft: await makeApp(pool(), { owner: admin, state: "draft", scopes }),
    deactivated: await makeApp(pool(), { owner: admin, state: "deactivated", scopes }),
    scopeless: await makeApp(pool(), { owner: admin }),
    reader: await makeApp(pool(), { owner: admin, scopes: ["meeting:read:meeting:admin"] }),
    foreign: await makeApp(pool(), { owner: elsewhere, scopes }),
    expired: { clientId: app.clientId, ...(await makeSecret(pool(), app, new Date(Date.now() - 1000))) },
    secondSecret: { clientId: app.clientId, ...(await makeSecret(pool(), app, new Date(Date.now() + 60_000))) },
    wrong: { clientId: app.clientId, clientSecret: "x".repeat(32) },
    unknown: { clientId: "0".repeat(22), clientSecret: "x".repeat(32) },
    both: { client_id: app.clientId, client_secret: app.clientSecret },
  };
}

beforeAll(async () => {
  w = await makeRows();
  machine = await startMachine();
});

afterAll(() => machine.stop());

type Also = (answer: MachineAnswer) => void;
type Row = [promise: string, request: () => MachineRequest, status: number, error?: string, also?: Also];

const token = (form: Record<string, string>, app?: { clientId: string; clientSecret: string }) =>
  post("/oauth/token", form, app);
const withHeader = (request: MachineRequest, name: string, value: string | string[]): MachineRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});
const authorized = (value: string | string[]) => withHeader(token(grant), "authorization", value);
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const raw = (body: string | Buffer, type: string = formType, path = "/oauth/token"): MachineRequest => ({
  path,
  headers: { authorization: basic(w.app), ...(type && { "content-type": type }) },
  body,
});
const bearer = (value: string | string[]): MachineRequest => ({
  method: "GET",
  path: "/v2/users/me",
  headers: { authorization: value },
});

const reason = (text: string) => (answer: MachineAnswer) => expect(answer.json.reason).toBe(text);
const noReason = (answer: MachineAnswer) => expect(answer.json).not.toHaveProperty("reason");
const header = (name: string, value: string) => (answer: MachineAnswer) => expect(answer.headers[name]).toBe(value);
const badClient = reason("Invalid client_id or client_secret");
const disabled = reason("The app has been disabled by the developer");
const body = (expected: unknown) => (answer: MachineAnswer) => expect(answer.json).toEqual(expected);
const invalidBearer = (answer: MachineAnswer) => {
  expect(answer.json).toEqual({ code: 124, message: "Invalid access token." });
  expect(answer.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
};

// biome-ignore format: a table is read by its rows
const tokenRows: Row[] = [
  ["client_credentials with Basic", () => token(grant, w.app), 200],
  ["client_credentials with credentials in the body", () => token({ ...grant, ...w.both }), 200],
  ["account_credentials with its account_id", () => token({ grant_type: "account_credentials", account_id: w.app.accountId }, w.app), 200],
  ["all parameters in the address, no body", () => ({ path: `/oauth/token?grant_type=account_credentials&account_id=${w.app.accountId}`, headers: { authorization: basic(w.app) } }), 200],
  ["scope in the address", () => ({ ...token(grant, w.app), path: "/oauth/token?scope=meeting:read:meeting:admin" }), 200, undefined, (a) => expect(a.json.scope).toBe("meeting:read:meeting:admin")],
  ["the scheme in any case", () => authorized(basic(w.app).replace("Basic", "bAsIc")), 200],
  ["percent-encoded credentials in Basic", () => authorized(`Basic ${base64(`${w.app.clientId.replace(/^./, (c) => `%${c.charCodeAt(0).toString(16)}`)}:${w.app.clientSecret}`)}`), 200],
  ["the content type with a charset", () => raw("grant_type=client_credentials", `${formType}; charset=UTF-8`), 200],
  ["the content type in capitals", () => raw("grant_type=client_credentials", formType.toUpperCase()), 200],
  ["a chunked body", () => ({ ...token(grant, w.app), chunked: true }), 200],
  ["unknown parameters, in the body and the address", () => ({ ...token({ ...grant, resource: "x" }, w.app), path: "/oauth/token?foo=1" }), 200],
  ["an empty scope counts as none", () => token({ ...grant, scope: "" }, w.app), 200, undefined, (a) => expect(a.json.scope).toBe("meeting:read:meeting:admin user:read:user:admin")],
  ["the same client_id beside Basic", () => token({ ...grant, client_id: w.app.clientId }, w.app), 200],
  ["a second secret during its overlap", () => token(grant, w.secondSecret), 200],
  ["client_credentials with this account_id", () => token({ ...grant, account_id: w.app.accountId }, w.app), 200],
  ["a scope asked for twice", () => token({ ...grant, scope: "user:read:user:admin user:read:user:admin" }, w.app), 200, undefined, (a) => expect(a.json.scope).toBe("user:read:user:admin")],
  ["GET", () => ({ method: "GET", path: "/oauth/token" }), 405, "invalid_request", header("allow", "POST")],
  ["HEAD", () => ({ method: "HEAD", path: "/oauth/token" }), 405, undefined, header("allow", "POST")],
  ["PUT, before anything else", () => ({ ...raw(big), method: "PUT" }), 405, "invalid_request", header("allow", "POST")],
  ["OPTIONS: no CORS", () => ({ method: "OPTIONS", path: "/oauth/token", headers: { origin: "https://example.com" } }), 405, "invalid_request", (a) => expect(a.headers).not.toHaveProperty("access-control-allow-origin")],
  ["TRACE", () => ({ method: "TRACE", path: "/oauth/token" }), 405, "invalid_request", header("allow", "POST")],
  ["16 KiB are read", () => raw(`grant_type=client_credentials&${big.slice(0, 16_384 - 30)}`), 200],
  ["more than 16 KiB, declared", () => raw(big), 413, "invalid_request"],
  ["more than 16 KiB, chunked", () => ({ ...raw(big), chunked: true }), 413, "invalid_request"],
  ["a megabyte", () => raw("a".repeat(1_000_000)), 413, "invalid_request"],
  ["size before content type", () => raw(big, "application/json"), 413, "invalid_request"],
  ["a JSON body", () => raw(JSON.stringify(grant), "application/json"), 400, "invalid_request", noReason],
  ["a body without content type", () => raw("grant_type=client_credentials", ""), 400, "invalid_request"],
  ["a longer type that begins alike", () => raw("grant_type=client_credentials", `${formType}2`), 400, "invalid_request"],
  ["another charset", () => raw("grant_type=client_credentials", `${formType}; charset=iso-8859-1`), 400, "invalid_request"],
  ["multipart", () => raw("--x--", "multipart/form-data; boundary=x"), 400, "invalid_request"],
  ["two content types", () => withHeader(token(grant, w.app), "content-type", [formType, "text/plain"]), 400, "invalid_request"],
  ["content type before authentication", () => ({ ...raw("{}", "application/json"), headers: { "content-type": "application/json" } }), 400, "invalid_request"],
  ["a repeated grant_type", () => raw("grant_type=client_credentials&grant_type=client_credentials"), 400, "invalid_request", noReason],
  ["a parameter in body and address", () => ({ ...token(grant, w.app), path: "/oauth/token?grant_type=client_credentials" }), 400, "invalid_request"],
  ["a repeated parameter in the address", () => ({ ...raw(""), path: "/oauth/token?scope=a&scope=a" }), 400, "invalid_request"],
  ["a repeated empty parameter", () => raw("grant_type=client_credentials&scope=&scope="), 400, "invalid_request"],
  ["a repeated unknown parameter", () => raw("grant_type=client_credentials&a=1&a=2"), 400, "invalid_request"],
  ["repetition before authentication", () => ({ ...token(grant, w.wrong), body: "a=1&a=1" }), 400, "invalid_request"],
  ["a secret in the address", () => ({ ...token(grant), path: `/oauth/token?client_id=${w.app.clientId}&client_secret=${w.app.clientSecret}` }), 400, "invalid_request"],
  ["a client ID in the address", () => ({ ...token(grant, w.app), path: `/oauth/token?client_id=${w.app.clientId}` }), 400, "invalid_request"],
  ["NUL in the body", () => raw("grant_type=client_credentials&x=\0"), 400, "invalid_request"],
  ["percent-encoded NUL", () => raw("grant_type=client_credentials%00"), 400, "invalid_request"],
  ["NUL in the address", () => ({ ...token(grant, w.app), path: "/oauth/token?scope=%00" }), 400, "invalid_request"],
  ["invalid UTF-8 in the body", () => raw(Buffer.from([0x67, 0x3d, 0xff, 0xfe])), 400, "invalid_request"],
  ["percent-encoded invalid UTF-8", () => raw("grant_type=%ff"), 400, "invalid_request"],
  ["broken percent-encoding", () => raw("grant_type=%zz"), 400, "invalid_request"],
  ["a compressed body", () => withHeader(raw(Buffer.from([0x1f, 0x8b, 8, 0, 0xff])), "content-encoding", "gzip"), 400, "invalid_request"],
  ["no authentication", () => token(grant), 401, "invalid_client", badClient],
  ["an unknown client", () => token(grant, w.unknown), 401, "invalid_client", badClient],
  ["a wrong secret", () => token(grant, w.wrong), 401, "invalid_client", badClient],
  ["a wrong secret in the body", () => token({ ...grant, ...w.both, client_secret: "x" }), 401, "invalid_client", badClient],
  ["an expired secret", () => token(grant, w.expired), 401, "invalid_client", badClient],
  ["a removed app", () => token(grant, w.removed), 401, "invalid_client", badClient],
  ["another app's secret", () => token(grant, { ...w.app, clientSecret: w.reader.clientSecret }), 401, "invalid_client", badClient],
  ["the secret in lower case", () => token(grant, { ...w.app, clientSecret: w.app.clientSecret.toLowerCase() }), 401, "invalid_client"],
  ["an empty secret", () => token(grant, { ...w.app, clientSecret: "" }), 401, "invalid_client", badClient],
  ["an empty client ID", () => token(grant, { clientId: "", clientSecret: "x" }), 401, "invalid_client"],
  ["a client ID alone", () => token({ ...grant, client_id: w.app.clientId }), 401, "invalid_client"],
  ["a secret alone", () => token({ ...grant, client_secret: w.app.clientSecret }), 401, "invalid_client"],
  ["an assertion", () => token({ ...grant, client_id: w.app.clientId, client_assertion: "x" }), 401, "invalid_client"],
  ["another scheme", () => authorized("Digest x"), 401, "invalid_client"],
  ["a very long client ID", () => token(grant, { clientId: "a".repeat(5000), clientSecret: "x" }), 401, "invalid_client"],
  ["both methods", () => token({ ...grant, ...w.both }, w.app), 400, "invalid_request", noReason],
  ["Basic and an assertion", () => token({ ...grant, client_assertion: "x" }, w.app), 400, "invalid_request"],
  ["Bearer and credentials in the body", () => withHeader(token({ ...grant, ...w.both }), "authorization", "Bearer x"), 400, "invalid_request"],
  ["another client_id beside Basic", () => token({ ...grant, client_id: "x" }, w.app), 400, "invalid_request"],
  ["two Authorization headers", () => authorized([basic(w.wrong), basic(w.app)]), 400, "invalid_request"],
  ["Basic without a value", () => authorized("Basic"), 400, "invalid_request"],
  ["Basic that is not base64", () => authorized("Basic !!!!"), 400, "invalid_request"],
  ["Basic without its padding", () => authorized(`Basic ${base64("a:bcd").replaceAll("=", "")}`), 400, "invalid_request"],
  ["Basic in base64url", () => authorized(`Basic ${Buffer.from("a:\u{3ffff}\u{3ffff}").toString("base64url")}`), 400, "invalid_request"],
  ["Basic without a colon", () => authorized(`Basic ${base64("abc")}`), 400, "invalid_request"],
  ["Basic with invalid UTF-8", () => authorized(`Basic ${base64(Buffer.from([0x61, 0x3a, 0xff]))}`), 400, "invalid_request"],
  ["Basic with NUL", () => authorized(`Basic ${base64("a\0:b")}`), 400, "invalid_request"],
  ["Basic with percent-encoded NUL", () => authorized(`Basic ${base64("a%00:b")}`), 400, "invalid_request"],
  ["Basic with broken percent-encoding", () => authorized(`Basic ${base64("a:%zz")}`), 400, "invalid_request"],
  ["no grant_type", () => token({ x: "1" }, w.app), 400, "invalid_request", reason("unsupported grant type")],
  ["an empty grant_type", () => token({ grant_type: "" }, w.app), 400, "invalid_request", reason("unsupported grant type")],
  ["no body at all", () => raw(""), 400, "invalid_request", reason("unsupported grant type")],
  ["an unknown grant", () => token({ grant_type: "password" }, w.app), 400, "unsupported_grant_type", reason("unsupported grant type")],
  ["a grant in capitals", () => token({ grant_type: "CLIENT_CREDENTIALS" }, w.app), 400, "unsupported_grant_type"],
  ["authentication before grant", () => token({ grant_type: "password" }, w.wrong), 401, "invalid_client"],
  ["account_credentials without account_id", () => token({ grant_type: "account_credentials" }, w.app), 400, "invalid_request", reason("Bad Request")],
  ["another account's account_id", () => token({ grant_type: "account_credentials", account_id: w.foreign.accountId }, w.app), 400, "invalid_request", reason("Bad Request")],
  ["client_credentials with another account_id", () => token({ ...grant, account_id: "x" }, w.app), 400, "invalid_request", reason("Bad Request")],
  ["account_id before state", () => token({ grant_type: "account_credentials" }, w.draft), 400, "invalid_request"],
  ["a draft", () => token(grant, w.draft), 400, "unauthorized_client", disabled],
  ["a deactivated app", () => token(grant, w.deactivated), 400, "unauthorized_client", disabled],
  ["a deactivated owner", () => token(grant, w.orphan), 400, "unauthorized_client", disabled],
  ["state before scope", () => token({ ...grant, scope: "x" }, w.draft), 400, "unauthorized_client"],
  ["a scope the app does not hold", () => token({ ...grant, scope: "user:write:user:admin" }, w.app), 400, "invalid_scope", noReason],
  ["one scope of two not held", () => token({ ...grant, scope: "user:read:user:admin x" }, w.app), 400, "invalid_scope"],
  ["a scope with characters that no description may carry", () => token({ ...grant, scope: '"\\é' }, w.app), 400, "invalid_scope"],
  ["scopes with two spaces between", () => token({ ...grant, scope: "user:read:user:admin  x" }, w.app), 400, "invalid_scope"],
  ["an app without scopes", () => token(grant, w.scopeless), 400, "invalid_scope"],
];

// biome-ignore format: a table is read by its rows
const otherRows: Row[] = [
  ["introspection of nonsense", () => post("/oauth/introspect", { token: "nonsense" }, w.app), 200, undefined, body({ active: false })],
  ["introspection with the introspection key", () => withHeader(post("/oauth/introspect", { token: "x" }), "authorization", `bearer ${w.account.introspectionKey}`), 200, undefined, body({ active: false })],
  ["introspection without a token", () => post("/oauth/introspect", { x: "1" }, w.app), 400, "invalid_request"],
  ["introspection with the token in the address", () => ({ ...post("/oauth/introspect", { x: "1" }, w.app), path: "/oauth/introspect?token=x" }), 400, "invalid_request"],
  ["introspection unauthenticated", () => post("/oauth/introspect", { token: "x" }), 401, "invalid_client"],
  ["introspection with a wrong key", () => withHeader(post("/oauth/introspect", { token: "x" }), "authorization", "Bearer nonsense"), 401, "invalid_token", header("www-authenticate", 'Bearer error="invalid_token"')],
  ["introspection with an empty key", () => withHeader(post("/oauth/introspect", { token: "x" }), "authorization", "Bearer"), 401, "invalid_token"],
  ["introspection with key and credentials", () => withHeader(post("/oauth/introspect", { token: "x", ...w.both }), "authorization", `Bearer ${w.account.introspectionKey}`), 400, "invalid_request"],
  ["introspection by a deactivated app", () => post("/oauth/introspect", { token: "x" }, w.deactivated), 400, "unauthorized_client", disabled],
  ["introspection by GET", () => ({ method: "GET", path: "/oauth/introspect" }), 405, "invalid_request", header("allow", "POST")],
  ["introspection of a repeated token", () => raw("token=a&token=b", formType, "/oauth/introspect"), 400, "invalid_request"],
  ["revocation of nonsense", () => post("/oauth/revoke", { token: "nonsense" }, w.app), 200, undefined, body({ status: "success" })],
  ["revocation with a hint", () => post("/oauth/revoke", { token: "x", token_type_hint: "refresh_token" }, w.app), 200, undefined, body({ status: "success" })],
  ["revocation with the token in the address", () => ({ path: "/oauth/revoke?token=x", headers: { authorization: basic(w.app) } }), 200, undefined, body({ status: "success" })],
  ["revocation by a deactivated app", () => post("/oauth/revoke", { token: "x" }, w.deactivated), 200, undefined, body({ status: "success" })],
  ["revocation without a token", () => post("/oauth/revoke", { x: "1" }, w.app), 400, "invalid_request"],
  ["revocation unauthenticated", () => post("/oauth/revoke", { token: "x" }), 401, "invalid_client"],
  ["revocation by a removed app", () => post("/oauth/revoke", { token: "x" }, w.removed), 401, "invalid_client"],
  ["revocation with an introspection key", () => withHeader(post("/oauth/revoke", { token: "x" }), "authorization", `Bearer ${w.account.introspectionKey}`), 401, "invalid_client"],
  ["revocation by DELETE", () => ({ method: "DELETE", path: "/oauth/revoke" }), 405, "invalid_request", header("allow", "POST")],
  ["keys by POST", () => ({ path: "/oauth/jwks" }), 405, "invalid_request", header("allow", "GET, HEAD")],
  ["keys by HEAD", () => ({ method: "HEAD", path: "/oauth/jwks" }), 200],
  ["an unknown OAuth address", () => ({ method: "GET", path: "/oauth/nothing" }), 404, "not_found"],
  ["an unknown well-known address", () => ({ method: "GET", path: "/.well-known/openid-configuration" }), 404, "not_found"],
  ["a trailing slash", () => ({ ...token(grant, w.app), path: "/oauth/token/" }), 404, "not_found"],
  ["an unknown API", () => ({ method: "GET", path: "/v2/nothing" }), 404, undefined, (a) => expect(a.json.code).toBe(404)],
  ["metrics, which come later", () => ({ method: "GET", path: "/metrics" }), 404, undefined, (a) => expect(a.json.code).toBe(404)],
  ["an API by the wrong method", () => ({ path: "/v2/users/me" }), 405, undefined, header("allow", "GET, HEAD")],
  ["no token", () => ({ method: "GET", path: "/v2/users/me" }), 401, undefined, invalidBearer],
  ["a malformed token", () => bearer("Bearer a b"), 401, undefined, invalidBearer],
  ["nonsense as a token", () => bearer("Bearer nonsense"), 401, undefined, invalidBearer],
  ["an empty token", () => bearer("Bearer "), 401, undefined, invalidBearer],
  ["another scheme for an API", () => bearer(basic(w.app)), 401, undefined, invalidBearer],
  ["a broken address", () => ({ method: "GET", path: "/v2/%zz" }), 404],
  ["a backslash in the address", () => ({ method: "GET", path: "/v2\\users" }), 400],
];

describe.each([
  ["POST /oauth/token", tokenRows],
  ["the other machine routes", otherRows],
])("%s", (_name, rows) => {
  it.each(rows)("%s -> %3$s", async (_promise, request, status, error, also) => {
    const sent = request();
    const answer = await machine.send(sent);
    expect({ status: answer.status, error: answer.json.error }).toEqual({ status, error });
    expectHouseRules(answer, sent);
    also?.(answer);
  });
});

/** What holds for every answer of the machine front. */
function expectHouseRules({ status, headers, json, text }: MachineAnswer, sent: MachineRequest): void {
  expect(headers["content-type"]).toBe("application/json");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  if (sent.method !== "HEAD") expect(headers["content-length"]).toBe(String(Buffer.byteLength(text)));
  if (!sent.path.startsWith("/oauth/jwks") || status !== 200)
    expect(headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
  if (status === 401) expect(headers["www-authenticate"]).toMatch(/^(Basic|Bearer) /);
  if (json.error) expect(json.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+\.$/);
}
