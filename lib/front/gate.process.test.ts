import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAction } from "@/tests/access/things";
import { cookiesIn, hostileCookies, signInAndOut } from "@/tests/support/hostile-cookies";
import { type IdentityProvider, startIdentityProvider } from "@/tests/support/identity-provider";
import { type SentRequest, send as sendTo } from "@/tests/support/send";
import { freePort, startServer, type TestServer } from "@/tests/support/server";

const owner = { email: "olga@example.com", password: "correct horse battery" };

let provider: IdentityProvider;
let server: TestServer;
let announced: string;

beforeAll(async () => {
  const port = String(await freePort());
  provider = await startIdentityProvider(`http://localhost:${port}`, {});
  server = await startServer({
    PORT: port,
    BOOTSTRAP_ACCOUNT_NAME: "Harbour",
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
    ...provider.settings,
  });
  announced = server.output();
});

afterAll(async () => {
  await server?.stop();
  await provider?.stop();
});

/** Posts to the sign-in page unless specified otherwise. */
const send = (request: Partial<SentRequest>) =>
  sendTo(Number(new URL(server.url).port), { path: "/sign-in", ...request });

/** An action's headers as our pages send them. */
const action = () => ({
  origin: server.url,
  "next-action": findAction("app/sign-in/forgot/actions.ts requestResetLinkAction").id,
  "content-type": "text/plain;charset=UTF-8",
});

/** The headers of a sign-in form. */
const form = () => ({ origin: server.url, "content-type": "application/x-www-form-urlencoded" });
const signIn = "/api/auth/callback/credentials";

describe("a browser's request", () => {
  const rows: [string, () => Partial<SentRequest>, number][] = [
    ["with a path that can't be decoded", () => ({ method: "GET", path: "/apps/%E0%A4%A" }), 400],
    [
      "with an invalid router state",
      () => ({ method: "GET", headers: { rsc: "1", "next-router-state-tree": "%" } }),
      400,
    ],
    ["with an unsupported method", () => ({ method: "PUT", headers: action(), body: "[]" }), 405],
    ["that changes something without an origin", () => ({ headers: { ...action(), origin: "" }, body: "[]" }), 403],
    [
      "that changes something from elsewhere",
      () => ({ headers: { ...action(), origin: "https://evil.example" }, body: "[]" }),
      403,
    ],
    [
      "that changes something from a malformed origin",
      () => ({ headers: { ...action(), origin: "http://[" }, body: "[]" }),
      403,
    ],
    ["that posts to a page", () => ({ headers: { origin: server.url }, body: "x=1" }), 405],
    [
      "with a body of another content type",
      () => ({ headers: { ...action(), "content-type": "multipart/form-data" }, body: "x" }),
      415,
    ],
    ["with an action's body that is not JSON", () => ({ headers: action(), body: "[[[[" }), 400],
    ["with an action's body that is not a list", () => ({ headers: action(), body: "{}" }), 400],
    ["with a body above 1 MiB", () => ({ headers: action(), body: `["${"x".repeat(1_048_576)}"]` }), 413],
    [
      "for an action of another release",
      () => ({ headers: { ...action(), "next-action": "a".repeat(42) }, body: "[]" }),
      409,
    ],
    [
      "for an action marked as already forwarded",
      () => ({ headers: { ...action(), "x-action-forwarded": "1" }, body: "[{}]" }),
      200,
    ],
    [
      "with an action's body of 60,000 fields",
      () => ({ headers: action(), body: `[{"a":{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`)}}}]` }),
      400,
    ],
    [
      "with an action's body above 1 MiB of unknown length",
      () => ({ headers: action(), body: `["${"x".repeat(1_048_576)}"]`, chunked: true }),
      400,
    ],
    ["with references instead of data", () => ({ headers: action(), body: '["$1"]' }), 400],
    [
      "with a content type that begins alike",
      () => ({ headers: { ...action(), "content-type": "text/plainly" } }),
      415,
    ],
    ["with an invalid action id", () => ({ headers: { ...action(), "next-action": "x" }, body: "[]" }), 405],
    ["to sign in without a length", () => ({ path: signIn, headers: form(), body: "a=b", chunked: true }), 411],
    [
      "to sign in with a body that is not a form",
      () => ({ path: signIn, headers: { ...form(), "content-type": "application/json" }, body: "{}" }),
      415,
    ],
    ["to sign in with 16 KiB", () => ({ path: signIn, headers: form(), body: "a=".repeat(8193) }), 413],
    [
      "to write into the log",
      () => ({ path: "/api/auth/_log", headers: form(), body: `level=error&code=${"x".repeat(10_000)}` }),
      404,
    ],
    [
      "to write into the log in disguise",
      () => ({ path: "/api/auth/%5Flog", headers: form(), body: "level=error" }),
      404,
    ],
    ["for the cookie's session", () => ({ method: "GET", path: "/api/auth/session" }), 404],
    ["to sign in with GET", () => ({ method: "GET", path: signIn }), 404],
    ["for an unused sign-in path", () => ({ method: "GET", path: "/api/auth/" }), 404],
    ["to sign in with another method", () => ({ method: "PUT", path: signIn, headers: form(), body: "a=b" }), 404],
    ["for a resized image", () => ({ method: "GET", path: "/_next/image?url=%2Ficon.svg&w=64&q=75" }), 404],
    ["to sign in from elsewhere", () => ({ path: signIn, headers: { ...form(), origin: "null" }, body: "a=b" }), 403],
    ["for a page, with a body", () => ({ method: "GET", body: "x" }), 400],
    ["for a page, with a body of unknown length", () => ({ method: "GET", body: "x", chunked: true }), 400],
    ["for a path that names another server", () => ({ method: "GET", path: "//evil.example/" }), 400],
    ["for a path that does so with a backslash", () => ({ method: "GET", path: "/\\evil.example/" }), 400],
    ["for a whole URL, which counts as its path", () => ({ method: "GET", path: "http://evil.example/sign-in" }), 200],
    ["for a whole URL whose path names another server", () => ({ method: "GET", path: "http://a.example//b/" }), 400],
    ["for a page that does not exist", () => ({ method: "GET", path: "/nowhere" }), 404],
    ["for an invalid set-up link", () => ({ method: "GET", path: "/set-up?token=%00" }), 200],
  ];

  it.each(rows)("%s is answered by the gate or the page, never by a 500", async (_, sent, status) => {
    expect((await send(sent())).status).toBe(status);
  });

  it("to another name of this machine is redirected to BASE_URL", async () => {
    const { port } = new URL(server.url);
    const { status, headers } = await send({
      method: "GET",
      path: "/apps?x=1",
      headers: { host: `127.0.0.1:${port}` },
    });
    expect([status, headers.location]).toEqual([307, `${server.url}/apps?x=1`]);
  });

  it("to another name is not redirected to another server", async () => {
    const { port } = new URL(server.url);
    const host = `127.0.0.1:${port}`;
    for (const path of ["//evil.example/x", "/\\evil.example", "/%0d%0alocation:%20//evil.example"]) {
      const { headers } = await send({ method: "GET", path, headers: { host } });
      expect(headers.location ?? server.url).toMatch(new RegExp(`^${server.url}`));
    }
  });

  it("can't inject response headers", async () => {
    const injected = "%0d%0aset-cookie:%20a=b%0d%0a";
    for (const path of [
      `/sign-in?to=/apps${injected}`,
      `/apps?search=${injected}`,
      `/${injected}`,
      `/join/${injected}`,
    ]) {
      const { headers } = await send({ method: "GET", path });
      expect(headers["set-cookie"]).toBeUndefined();
    }
  });

  it("gets a policy that allows only our own scripts, with a new nonce each time", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers } = await send({ method: "GET" });
        const scripts = /script-src ([^;]*)/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
        expect(scripts).not.toContain("unsafe");
        return /'nonce-([^']+)'/.exec(scripts)?.[1];
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  const answers: [string, () => Partial<SentRequest>][] = [
    ["a page", () => ({ method: "GET" })],
    ["a missing page", () => ({ method: "GET", path: "/nowhere" })],
    ["a redirect", () => ({ method: "GET", path: "/apps" })],
    ["a file", () => ({ method: "GET", path: "/icon.svg" })],
    ["a route", () => ({ method: "GET", path: "/api/auth/providers" })],
    ["an action", () => ({ headers: action(), body: "[]" })],
    ["a refusal of the gate", () => ({ headers: { ...action(), origin: "" }, body: "[]" })],
  ];

  it.each(answers)("gets every security header: %s", async (_, sent) => {
    const { headers } = await send(sent());
    expect(headers).toMatchObject({
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("server");
    // It would lock out anyone who tries Patchbay over http.
    expect(headers).not.toHaveProperty("strict-transport-security");
  });
});

const unasked = ["code=x&state=y", "error=access_denied&error_description=%00", "callbackUrl=undefined", ""];

describe("whatever cookies a browser sends", () => {
  const get = (path: string, cookie: string) => send({ method: "GET", path, headers: { cookie } });

  it.each(hostileCookies)("people can sign in and out: %s", (cookie) => signInAndOut(server.url, owner, cookie));

  it.each(hostileCookies)(
    "an answer from the identity provider that they have not asked for leads to sign-in: %s",
    async (cookie) => {
      for (const query of unasked) {
        const answer = await get(`/api/auth/callback/oidc?${query}`, cookie);
        expect(answer.status).toBe(302);
        const error = await get(new URL(String(answer.headers.location), server.url).pathname, cookie);
        expect([error.status, error.headers.location]).toEqual([302, expect.stringMatching(/\/sign-in\?/)]);
      }
    },
  );

  it.each(["undefined", "javascript:alert(1)", "dashboard", "//evil.example", "", "a".repeat(4000)])(
    "an address to go to that is none of ours counts as none: %s",
    async (to) => {
      const query = `callbackUrl=${encodeURIComponent(to)}`;
      for (const name of ["csrf", "providers"]) expect((await get(`/api/auth/${name}?${query}`, "")).status).toBe(200);
      const { status, headers } = await get(`/api/auth/signin?${query}`, "");
      expect([status, headers.location]).toEqual([302, `/sign-in?callbackUrl=${encodeURIComponent(server.url)}`]);
      const { json, headers: set } = await get("/api/auth/csrf", "");
      const body = new URLSearchParams({ csrfToken: String(json.csrfToken), callbackUrl: to, json: "true" }).toString();
      const cookie = cookiesIn(set);
      const leaving = await send({ path: "/api/auth/signin/oidc", headers: { ...form(), cookie }, body });
      expect(String(leaving.json.url)).toContain(provider.issuer);
      expect(cookiesIn(leaving.headers)).not.toContain("callback-url");
    },
  );
});

it("none of this is logged, so strangers can't fill the log", () => {
  expect(server.output()).toBe(announced);
});
