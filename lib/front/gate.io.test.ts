import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { callerHeader } from "@/lib/address/caller";
import { config } from "@/lib/config";
import { passGate } from "@/lib/front/gate";
import { type SentRequest, send } from "@/tests/support/send";
import { useSettings } from "@/tests/support/settings";

// What reaches Next, here replaced by a server that echoes the requests it gets.

let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const passed = await passGate(request, response);
    if (passed) response.end(JSON.stringify({ url: passed.url, ...passed.headers }));
  }).listen(0, "localhost");
  await once(server, "listening");
});

afterAll(() => server.close());

const ask = (request: SentRequest) => send((server.address() as AddressInfo).port, request);
const get = (path: string, headers: Record<string, string> = {}) => ask({ method: "GET", path, headers });

const post = (body: string, chunked: boolean) =>
  ask({
    path: "/sign-in",
    headers: { origin: config().baseUrl, "next-action": "a".repeat(42), "content-type": "text/plain" },
    body,
    chunked,
  });

const forged = {
  "x-patchbay-address": "192.0.2.66",
  "x-patchbay-request-id": "mine",
  "x-patchbay-path": "/elsewhere",
  "x-patchbay-caller": `mine 192.0.2.66 ${"A".repeat(43)}`,
  "x-patchbay-anything": "1",
  "x-action-forwarded": "1",
};

const loopback = /^(127\.0\.0\.1|::1)$/;

describe("Next is told of a request", () => {
  it("the client's address, only as we determine it", async () => {
    const { json, headers } = await get("/apps", forged);
    expect(json).toMatchObject({ "x-patchbay-address": expect.stringMatching(loopback), "x-patchbay-path": "/apps" });
    expect(json["x-patchbay-request-id"]).toBe(headers["x-request-id"]);
    expect(json).not.toHaveProperty("x-patchbay-anything");
    expect(json).not.toHaveProperty("x-action-forwarded");
    expect(JSON.stringify(json)).not.toMatch(/192\.0\.2\.66|mine/);
  });

  it("the original client, when Next sent it itself", async () => {
    useSettings({ TRUST_PROXY: "127.0.0.1,::1" });
    const first = await get("/apps", { "x-forwarded-for": "198.51.100.7" });
    const seal = String(first.json[callerHeader]);
    const second = await get("/people", { ...forged, [callerHeader]: seal, "x-forwarded-for": "203.0.113.9" });
    expect(second.json).toMatchObject({
      "x-patchbay-address": "198.51.100.7",
      "x-patchbay-path": "/people",
      "x-patchbay-request-id": first.headers["x-request-id"],
      "x-action-forwarded": "1",
    });
    expect(second.json[callerHeader]).toBe(seal);
    expect(second.headers["x-request-id"]).toBe(first.headers["x-request-id"]);
    expect(JSON.stringify([first.headers, second.headers])).not.toContain(seal);
  });

  it("no connection headers, which it could not forward", async () => {
    const { json } = await get("/apps", { connection: "upgrade", upgrade: "h2c", te: "trailers", "keep-alive": "x" });
    for (const name of ["connection", "upgrade", "te", "keep-alive"]) expect(json).not.toHaveProperty(name);
  });

  it("no callbackUrl in a next-auth URL, but everything else in it", async () => {
    const { json } = await get("/api/auth/error?error=Callback&callbackUrl=undefined&x=%C3%A9");
    expect(json.url).toBe("/api/auth/error?error=Callback&x=%C3%A9");
    expect((await get("/apps?callbackUrl=x")).json.url).toBe("/apps?callbackUrl=x");
  });

  it("our own cookies only", async () => {
    const { json } = await get("/apps", { cookie: "a=1; theme=dark; next-auth.callback-url=undefined" });
    expect(json.cookie).toBe("theme=dark");
    expect((await get("/apps", { cookie: "a=1" })).json).not.toHaveProperty("cookie");
  });
});

describe("an action's body", () => {
  const numbers = (count: number): string => JSON.stringify([Array(count).fill(1)]);

  it.each([false, true])("may have 5,000 values, and is read no further (length hidden: %s)", async (chunked) => {
    // Only during development may any id be an action's.
    vi.stubEnv("NODE_ENV", "development");
    const statuses = [await post(numbers(4_999), chunked), await post(numbers(5_000), chunked)];
    vi.unstubAllEnvs();
    expect(statuses.map(({ status }) => status)).toEqual([200, 400]);
  });
});
