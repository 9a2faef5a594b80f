import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "@/lib/testing/server";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await server?.stop();
});

type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** Sends it as it is told, without the tidying that fetch does. */
function send({ method = "POST", path = "/sign-in", headers = {}, body }: Sent) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const { port } = new URL(server.url);
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request({ port, method, path, headers: { ...length, ...headers } }, (response) => {
      response.resume().on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.on("error", reject).end(body);
  });
}

/** The headers of an action as our own pages send it; the action itself does not exist. */
const action = () => ({
  origin: server.url,
  "next-action": "a".repeat(42),
  "content-type": "text/plain;charset=UTF-8",
});

/** A body that comes in chunks, of a length that nobody knows beforehand. */
const unannounced = (): Sent => ({
  path: "/api/auth/callback/credentials",
  headers: { origin: server.url, "content-type": "application/json", "transfer-encoding": "chunked" },
});

describe("a browser's request", () => {
  const rows: [string, () => Sent, number][] = [
    ["with an address that cannot be decoded", () => ({ method: "GET", path: "/apps/%E0%A4%A" }), 400],
    [
      "with a router state that is none",
      () => ({ method: "GET", headers: { rsc: "1", "next-router-state-tree": "%" } }),
      400,
    ],
    ["by a method that pages do not know", () => ({ method: "PUT", headers: action(), body: "[]" }), 405],
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
      "with a body of another kind",
      () => ({ headers: { ...action(), "content-type": "multipart/form-data" }, body: "x" }),
      415,
    ],
    ["with an action's body that is no JSON", () => ({ headers: action(), body: "[[[[" }), 400],
    ["with an action's body that is no list", () => ({ headers: action(), body: "{}" }), 400],
    ["with a body above 1 MiB", () => ({ headers: action(), body: `["${"x".repeat(1_048_576)}"]` }), 413],
    ["for an action of another release", () => ({ headers: action(), body: "[]" }), 409],
    ["to sign in without a length", unannounced, 411],
    ["for a page that is not there", () => ({ method: "GET", path: "/nowhere" }), 404],
    ["for a set-up link that is none", () => ({ method: "GET", path: "/set-up?token=%00" }), 200],
  ];

  it.each(rows)("%s is answered by the gate or the page, never by a 500", async (_, sent, status) => {
    expect((await send(sent())).status).toBe(status);
  });

  it("by another name of this machine is led to the one it is known by", async () => {
    const { port } = new URL(server.url);
    const { status, headers } = await send({
      method: "GET",
      path: "/apps?x=1",
      headers: { host: `127.0.0.1:${port}` },
    });
    expect([status, headers.location]).toEqual([307, `${server.url}/apps?x=1`]);
  });

  it("is answered with a policy that lets only our own scripts run, another nonce each time", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers } = await send({ method: "GET", path: "/sign-in" });
        const scripts = /script-src ([^;]*)/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
        expect(scripts).not.toContain("unsafe");
        expect(headers["x-content-type-options"]).toBe("nosniff");
        return /'nonce-([^']+)'/.exec(scripts)?.[1];
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });
});
