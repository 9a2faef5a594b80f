import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "@/lib/database/project-root";
import { figure, times } from "@/tests/support/prove";
import { startServer, type TestServer } from "@/tests/support/server";
import { ambiguous, hidden, hiddenAnswer, last, unambiguous } from "@/tests/support/smuggling";

// Requests below HTTP: bytes that two servers in a row could take for different requests, too many bytes, or too slow.

let server: TestServer;
let dripping: Promise<string[]>;

beforeAll(async () => {
  server = await startServer({ KEEP_ALIVE_SECONDS: "2" });
  // These take as long as the server allows, so the other tests run meanwhile.
  dripping = Promise.all([exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"), exchange("P")]);
});

afterAll(async () => {
  await server?.stop();
});

/** A connection still open after this is hanging. */
const endsWithinMs = 20_000;

/** Writes these bytes and resolves with everything received until the server closes the connection. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  let read = "";
  socket.on("data", (chunk) => (read += chunk)).on("error", () => undefined);
  socket.write(bytes, "latin1");
  await once(socket, "close", { signal: AbortSignal.timeout(endsWithinMs) });
  return read;
}

/** The statuses of all responses except interim ones. */
const statusesIn = (answers: string): number[] =>
  [...answers.matchAll(/HTTP\/1\.1 ([2-5]\d\d) /g)].map(([, status]) => Number(status));

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const head = (...lines: string[]): string => [...lines, "", ""].join("\r\n");
const close = "Connection: close";

describe.each(["/sign-in", "/oauth/token"])("a request for %s", (path) => {
  const get = `GET ${path} HTTP/1.1`;

  it.each(ambiguous)("with %s is refused, and what follows is not taken for another request", async (_what, bytes) => {
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
    ["whose URL has 20 KB", head(`GET ${path}?${"a".repeat(20_000)} HTTP/1.1`, "Host: localhost", close)],
    ["whose cookie has 20 KB", head(get, "Host: localhost", `Cookie: a=${"b".repeat(20_000)}`, close)],
    [
      "with 2,000 headers",
      head(get, "Host: localhost", ...Array.from({ length: 2000 }, (_, i) => `X-${i}: abcdef`), close),
    ],
  ];

  it.each(tooMuch)("%s is refused", async (_case, bytes) => {
    expect(statusOf(await exchange(bytes))).toBe(431);
  });

  const badHosts: [string, string[]][] = [
    ["two Hosts", ["Host: localhost", "Host: localhost"]],
    ["two different Hosts", ["Host: localhost", "Host: evil.example"]],
    ["no Host", []],
    ["a Host that isn't one", ["Host: localhost/x"]],
    ["a user before the Host", ["Host: evil.example@localhost"]],
  ];

  it.each(badHosts)("with %s is refused", async (_case, hosts) => {
    expect(statusOf(await exchange(head(get, ...hosts, close)))).toBe(400);
  });

  it.each(["websocket", "h2c"])("that asks to upgrade to %s is answered as an ordinary request", async (protocol) => {
    const answer = await exchange(head(get, "Host: localhost", `Upgrade: ${protocol}`, "Connection: close, Upgrade"));
    expect([200, 405, 307]).toContain(statusOf(answer));
  });
});

it("a valid second request is answered, so each malformed one fails because of its form", async () => {
  const answer = await exchange(
    head("POST /oauth/token HTTP/1.1", "Host: localhost", "Content-Length: 0") + hidden + last,
  );
  expect(statusesIn(answer).slice(1)).toEqual([200, 200]);
  expect(answer).toContain(hiddenAnswer);
  const forms = ambiguous.length + unambiguous.length;
  expect(forms).toBeGreaterThanOrEqual(60);
  figure("Second requests hidden in a first", `${forms} forms at two fronts: 0 of the hidden requests answered`);
});

it("a whole URL as target is taken as its path (RFC 9112 §3.2.2)", async () => {
  const answer = await exchange(head("GET http://localhost/healthz?a=1 HTTP/1.1", "Host: localhost", close));
  expect(statusOf(answer)).toBe(200);
});

it("a connection without a request is closed after KEEP_ALIVE_SECONDS, and the response says so", async () => {
  const answer = await exchange(head("GET /healthz HTTP/1.1", "Host: localhost"));
  expect(answer).toMatch(/\r\nkeep-alive: timeout=2\r\n/i);
});

it("an oversized body ends the connection, after the response", async () => {
  const rest = "a".repeat(200_000);
  const path = "/oauth/token?grant_type=client_credentials";
  const lines = [`POST ${path} HTTP/1.1`, "Host: localhost", "Content-Type: application/json"];
  const answer = await exchange(head(...lines, `Content-Length: ${rest.length}`) + rest + hidden + last);
  expect(statusesIn(answer)).toEqual([413]);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  expect(answer).not.toContain(hiddenAnswer);
});

it("CONNECT opens no tunnel", async () => {
  expect(await exchange(head("CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443"))).not.toContain("200");
});

it("a client that never finishes a request is disconnected, and the server keeps working", async () => {
  expect((await dripping).map(statusOf)).toEqual([408, 408]);
  expect(statusOf(await exchange(head("GET /healthz HTTP/1.1", "Host: localhost", close)))).toBe(200);
});

/** The URL of the largest script: more than this machine's connections buffer at once. */
function largestFile(): string {
  const folder = join(projectRoot(), ".next", "static", "chunks");
  const names = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const size = (name: string): number => statSync(join(folder, name)).size;
  return `/_next/static/chunks/${names.sort((a, b) => size(b) - size(a))[0]}`;
}

/** Opens a connection that sends a little now and then, or never reads; resolves with its socket once open. */
async function slowClient(bytes: string, drip: boolean): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(bytes);
  if (!drip) return socket.pause();
  const timer = setInterval(() => socket.write("a"), 100);
  socket.resume().once("close", () => clearInterval(timer));
  return socket;
}

it("while many clients send or read slowly, all others are served; the slow ones are disconnected", {
  timeout: times(60_000, 120_000),
}, async () => {
  const each = times(30, 200);
  const file = head(`GET ${largestFile()} HTTP/1.1`, "Host: localhost").repeat(20);
  const body = head("POST /oauth/token HTTP/1.1", "Host: localhost", "Content-Length: 9999");
  const open = (bytes: string, drip: boolean) =>
    Promise.all(Array.from({ length: each }, () => slowClient(bytes, drip)));
  const senders = [
    ...(await open("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: a", true)),
    ...(await open(body, true)),
  ];
  const readers = await open(file, false);
  const ended = Promise.all(
    senders.map((socket) => socket.closed || new Promise((closed) => socket.once("close", closed))),
  );
  const asked = ["/healthz", "/sign-in", "/oauth/jwks"].map((path) =>
    head(`GET ${path} HTTP/1.1`, "Host: localhost", close),
  );
  for (let round = 0; round < 10; round++) {
    expect((await Promise.all(asked.map(exchange))).map(statusOf)).toEqual([200, 200, 200]);
  }
  expect([...senders, ...readers].filter((socket) => socket.closed)).toEqual([]);
  // A head may take 10 s, a whole request 30 s.
  if (times(1, 0) === 0) await ended;
  for (const socket of [...senders, ...readers]) socket.destroy();
  expect((await Promise.all(asked.map(exchange))).map(statusOf)).toEqual([200, 200, 200]);
  figure(
    "Slow clients",
    `${each} each that drip a head, drip a body or never read: everybody else was served, 0 waited for`,
  );
});
