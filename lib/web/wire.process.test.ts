import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "@/lib/testing/server";

// What reaches the server below HTTP: bytes that two servers in a row could take for different requests, too much, too slow.

let server: TestServer;
let dripping: Promise<string[]>;

beforeAll(async () => {
  server = await startServer();
  // They take as long as the server lets them; all other tests run meanwhile.
  dripping = Promise.all([exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"), exchange("P")]);
});

afterAll(async () => {
  await server?.stop();
});

/** What is still open then hangs. */
const endsWithinMs = 20_000;

/** Writes these bytes and resolves with all that comes back until the server closes the connection. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  let read = "";
  socket.on("data", (chunk) => (read += chunk)).on("error", () => undefined);
  socket.write(bytes, "latin1");
  await once(socket, "close", { signal: AbortSignal.timeout(endsWithinMs) });
  return read;
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const head = (...lines: string[]): string => [...lines, "", ""].join("\r\n");
const close = "Connection: close";
const hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";

describe.each(["/sign-in", "/oauth/token"])("a request for %s", (path) => {
  const post = `POST ${path} HTTP/1.1`;
  const get = `GET ${path} HTTP/1.1`;

  const ambiguous: [string, string][] = [
    ["with two lengths", head(post, "Host: localhost", "Content-Length: 5", "Content-Length: 4") + hidden],
    [
      "with a length and chunks",
      head(post, "Host: localhost", "Content-Length: 4", "Transfer-Encoding: chunked") + hidden,
    ],
    ["with chunks under another name", head(post, "Host: localhost", "Transfer-Encoding: xchunked") + hidden],
    [
      "with chunks before another coding",
      head(post, "Host: localhost", "Transfer-Encoding: chunked, identity") + hidden,
    ],
    ["with a negative length", head(post, "Host: localhost", "Content-Length: -1") + hidden],
    ["with a length that is no number", head(post, "Host: localhost", "Content-Length: 0x4") + hidden],
    ["with a space before a colon", head(post, "Host: localhost", "Content-Length : 4") + hidden],
    [
      "with a chunk of an impossible size",
      `${head(post, "Host: localhost", "Transfer-Encoding: chunked")}fffffffffffffffff\r\n`,
    ],
    ["with a NUL in a header", head(get, "Host: localhost", "X-A: a\0b")],
    ["without a Host", head(get)],
    ["with a lone carriage return", `${get}\rHost: localhost\r\n\r\n`],
  ];

  it.each(ambiguous)("%s is refused, and nothing behind it is taken for another one", async (_case, bytes) => {
    const answer = await exchange(bytes);
    expect([400, 403, 413, 501]).toContain(statusOf(answer));
    expect(answer.split("HTTP/1.1 ").length).toBe(2);
  });

  const tooMuch: [string, string][] = [
    ["whose address has 20 KB", head(`GET ${path}?${"a".repeat(20_000)} HTTP/1.1`, "Host: localhost", close)],
    ["whose cookie has 20 KB", head(get, "Host: localhost", `Cookie: a=${"b".repeat(20_000)}`, close)],
    [
      "with 2,000 headers",
      head(get, "Host: localhost", ...Array.from({ length: 2000 }, (_, i) => `X-${i}: abcdef`), close),
    ],
  ];

  it.each(tooMuch)("%s is refused", async (_case, bytes) => {
    expect(statusOf(await exchange(bytes))).toBe(431);
  });

  it.each(["websocket", "h2c"])("that wants to change to %s is answered as if it had not said so", async (protocol) => {
    const answer = await exchange(head(get, "Host: localhost", `Upgrade: ${protocol}`, "Connection: close, Upgrade"));
    expect([200, 405, 307]).toContain(statusOf(answer));
  });
});

it("a tunnel is not dug", async () => {
  expect(await exchange(head("CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443"))).not.toContain("200");
});

it("who never finishes a request is sent away, and the server goes on", async () => {
  expect((await dripping).map(statusOf)).toEqual([408, 408]);
  expect(statusOf(await exchange(head("GET /healthz HTTP/1.1", "Host: localhost", close)))).toBe(200);
});
