import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { figure } from "@/lib/testing/prove";
import { startServer, type TestServer } from "@/lib/testing/server";
import { ambiguous, hidden, hiddenAnswer, last, unambiguous } from "@/lib/testing/smuggling";

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

/** The statuses of all answers but the interim ones. */
const statusesIn = (answers: string): number[] =>
  [...answers.matchAll(/HTTP\/1\.1 ([2-5]\d\d) /g)].map(([, status]) => Number(status));

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const head = (...lines: string[]): string => [...lines, "", ""].join("\r\n");
const close = "Connection: close";

describe.each(["/sign-in", "/oauth/token"])("a request for %s", (path) => {
  const get = `GET ${path} HTTP/1.1`;

  it.each(ambiguous)("with %s is refused, and nothing behind it is taken for another one", async (_what, bytes) => {
    const answer = await exchange(bytes(path) + last);
    expect(statusesIn(answer)).toEqual([expect.toSatisfy((status) => status >= 400 && status !== 500)]);
    expect(answer).not.toContain(hiddenAnswer);
  });

  it.each(unambiguous)("with %s is one request", async (_what, bytes) => {
    const answer = await exchange(bytes(path) + last);
    expect(statusesIn(answer).length).toBeLessThanOrEqual(2);
    expect(answer).not.toContain(hiddenAnswer);
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

it("a second request that is one is answered: the forms fail for their form", async () => {
  const answer = await exchange(
    head("POST /oauth/token HTTP/1.1", "Host: localhost", "Content-Length: 0") + hidden + last,
  );
  expect(statusesIn(answer).slice(1)).toEqual([200, 200]);
  expect(answer).toContain(hiddenAnswer);
  const forms = ambiguous.length + unambiguous.length;
  expect(forms).toBeGreaterThanOrEqual(60);
  figure("Second requests hidden in a first", `${forms} forms at two fronts: 0 of the hidden requests answered`);
});

it("a tunnel is not dug", async () => {
  expect(await exchange(head("CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443"))).not.toContain("200");
});

it("who never finishes a request is sent away, and the server goes on", async () => {
  expect((await dripping).map(statusOf)).toEqual([408, 408]);
  expect(statusOf(await exchange(head("GET /healthz HTTP/1.1", "Host: localhost", close)))).toBe(200);
});
