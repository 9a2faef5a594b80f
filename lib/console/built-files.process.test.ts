import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "@/tests/support/server";

let server: TestServer;
let script: string;

beforeAll(async () => {
  server = await startServer();
  const page = (await get("/sign-in")).body.toString("utf8");
  script = /\/_next\/static\/chunks\/[^"]+?\.js/.exec(page)?.[0] ?? "";
});

afterAll(async () => {
  await server?.stop();
});

/** Sends the request as given; fetch would decompress the response. */
function get(path: string, accepted = "identity", method = "GET") {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const { port } = new URL(server.url);
    const sent = request({ port, method, path, headers: { "accept-encoding": accepted } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject).end();
  });
}

test("a browser that accepts Brotli gets the identical script, smaller than with gzip, cacheable forever", async () => {
  const [plain, brotli, gzip] = await Promise.all([get(script), get(script, "gzip, BR;Q=1.0"), get(script, "gzip")]);
  expect(brotli.headers).toMatchObject({
    "content-encoding": "br",
    "content-type": plain.headers["content-type"],
    "content-length": String(brotli.body.length),
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  });
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
  expect(gunzipSync(gzip.body)).toEqual(plain.body);
  expect(brotli.body.length).toBeLessThan(gzip.body.length);
});

test("a browser that refuses Brotli does not get it", async () => {
  for (const accepted of ["gzip", "br;q=0, gzip", "identity", "broken"]) {
    expect((await get(script, accepted)).headers["content-encoding"]).not.toBe("br");
  }
});

test("HEAD gets the headers only", async () => {
  const { status, headers, body } = await get(script, "br", "HEAD");
  expect([status, headers["content-encoding"], body.length]).toEqual([200, "br", 0]);
});

test("nothing but the built scripts and styles is served", async () => {
  for (const path of ["/_next/static/../BUILD_ID", "/_next/static/%2e%2e/BUILD_ID", "/_next/static/nothing.js"]) {
    expect((await get(path, "br")).status).toBe(404);
  }
});
