import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sent, send } from "@/lib/outgoing/send";
import { answering, drip, flood, receiver, stopReceivers } from "@/tests/support/hostile-receivers";
import { figure, times } from "@/tests/support/prove";
import { useSettings } from "@/tests/support/settings";

// Hostile receivers, scripted byte by byte over TCP. Deadlines are short; the tests check what ends each attempt.

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" }));

afterEach(stopReceivers);

const sendTo = (url: string, deadlineMs = 250): Promise<Sent> => send({ url, headers: {}, body: "{}", deadlineMs });

const ok = "HTTP/1.1 200 OK\r\n";

describe("the deadline ends an attempt at", () => {
  const late: [string, (socket: Socket, request: Promise<string>) => unknown, Partial<Sent>][] = [
    ["a receiver that never answers", () => {}, { status: null, message: "There was no answer within 0.25 s." }],
    ["a head that drips", (socket) => drip(socket, `${ok}x: ${"y".repeat(9999)}`), { status: null }],
    [
      "a body that drips",
      async (socket, request) => {
        await request;
        socket.write(`${ok}content-length: 9999\r\n\r\nso far `);
        await drip(socket, ".");
      },
      { status: 200, message: "The answer did not finish within 0.25 s." },
    ],
    ["a body that never ends", answering(`${ok}transfer-encoding: chunked\r\n\r\n1\r\na\r\n`), { status: 200 }],
    [
      "interim answers without end",
      (socket) => flood(socket, Buffer.from("HTTP/1.1 103 Early Hints\r\n\r\n")),
      { status: null },
    ],
    [
      "a receiver that is silent after an interim answer",
      answering("HTTP/1.1 100 Continue\r\n\r\n"),
      { status: null, message: "There was no answer within 0.25 s." },
    ],
  ];
  it.each(late)("%s", async (_who, behave, told) => {
    const host = await receiver(behave);
    expect(await sendTo(`http://${host}/`)).toMatchObject({ failure: "timeout", address: "127.0.0.1", ...told });
  });

  it("a receiver that accepts the connection and does not speak TLS", async () => {
    const host = await receiver(() => {});
    const sent = await sendTo(`https://${host}/`);
    expect(sent).toMatchObject({ failure: "timeout", message: "The TLS handshake did not finish within 0.25 s." });
  });

  it("a receiver that does not read the request", async () => {
    const host = await receiver((socket) => socket.pause());
    const body = "x".repeat(8_000_000);
    const sent = await send({ url: `http://${host}/`, headers: {}, body, deadlineMs: 250 });
    expect(sent.failure).toBe("timeout");
  });
});

describe("a failure is named:", () => {
  const rows: [string, string, string | Buffer, Partial<Sent>][] = [
    ["closed without a word", "", "", { failure: "closed", status: null }],
    ["closed within the head", "", "HTTP/1.1 200 O", { failure: "closed", status: null }],
    ["closed within the body", "", `${ok}content-length: 10\r\n\r\nhalf`, { failure: "closed", responseBody: "half" }],
    ["not HTTP", "open", "220 mail.example ESMTP\r\n", { failure: "protocol", status: null }],
    ["noise", "open", Buffer.alloc(4096, 0xff), { failure: "protocol", status: null }],
    ["two lengths", "open", `${ok}content-length: 1\r\ncontent-length: 2\r\n\r\nab`, { failure: "protocol" }],
    ["a broken chunk", "open", `${ok}transfer-encoding: chunked\r\n\r\nzz\r\n`, { failure: "protocol", status: 200 }],
    [
      "a thousand long headers",
      "open",
      `${ok}${`x-filler: ${"y".repeat(40)}\r\n`.repeat(1000)}\r\n`,
      { failure: "protocol", message: "The answer’s headers are longer than 16 KiB." },
    ],
    [
      "another protocol from here on",
      "",
      "HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
      { failure: "closed" },
    ],
    [
      "a redirect inside",
      "open",
      "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
      { failure: "redirect", status: 307 },
    ],
    ["not modified", "open", "HTTP/1.1 304 Not Modified\r\n\r\n", { failure: "redirect", status: 304 }],
    [
      "gone",
      "open",
      "HTTP/1.1 410 Gone\r\ncontent-length: 3\r\n\r\nno!",
      { failure: "status", status: 410, responseBody: "no!" },
    ],
    [
      "unavailable for a while",
      "open",
      "HTTP/1.1 503 Later\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n",
      { failure: "status", status: 503, retryAfterSeconds: 120 },
    ],
    [
      "an error whose body breaks off",
      "",
      "HTTP/1.1 500 No\r\ncontent-length: 9\r\n\r\nhalf",
      { failure: "status", status: 500 },
    ],
  ];
  it.each(rows)("%s", async (_what, then, answer, told) => {
    const host = await receiver(async (socket, request) => {
      await request;
      socket.write(answer);
      if (then !== "open") socket.end();
    });
    expect(await sendTo(`http://${host}/`, 3000)).toMatchObject({ address: "127.0.0.1", ...told });
  });

  it("refused, if nothing is listening", async () => {
    const host = await receiver(() => {});
    await stopReceivers();
    expect(await sendTo(`http://${host}/`)).toMatchObject({ failure: "refused", address: null, status: null });
  });

  it("TLS, if it is refused, broken off or not spoken", async () => {
    const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);
    for (const behave of [
      answering(alert),
      answering("HTTP/1.1 400 Bad Request\r\n\r\n"),
      (socket: Socket) => socket.destroy(),
    ]) {
      const host = await receiver(behave);
      expect(await sendTo(`https://${host}/`, 3000)).toMatchObject({
        failure: "tls",
        status: null,
        timings: { dns: expect.any(Number) },
      });
    }
  });
});

describe("an answer", () => {
  it("of any length is read up to 16 KiB, then the connection is closed", async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const host = await receiver(async (socket, request) => {
      closed = new Promise((resolve) => socket.once("close", resolve));
      await request;
      socket.write(`${ok}\r\n`);
      await flood(socket, Buffer.alloc(65_536, "a"));
    });
    const sent = await sendTo(`http://${host}/`, 3000);
    expect(sent).toMatchObject({ failure: null, status: 200, responseCut: true, responseBody: "a".repeat(16_384) });
    await closed;
  });

  it("that is compressed is stored as received", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const head = `${ok}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`;
    const host = await receiver(answering(Buffer.concat([Buffer.from(head), bomb])));
    const sent = await sendTo(`http://${host}/`, 3000);
    expect(sent).toMatchObject({ failure: null, responseHeaders: { "content-encoding": "gzip" } });
    expect(sent.responseBody.length).toBeLessThanOrEqual(bomb.length);
  });

  it("with a thousand short headers is stored with a hundred", async () => {
    const many = Array.from({ length: 1000 }, (_, at) => `h${at}: v\r\n`).join("");
    const host = await receiver(answering(`${ok}${many}content-length: 0\r\n\r\n`));
    const sent = await sendTo(`http://${host}/`, 3000);
    expect(sent).toMatchObject({ failure: null, status: 200 });
    expect(Object.keys(sent.responseHeaders)).toHaveLength(100);
  });

  it("is stored without anything the database would reject", async () => {
    const bytes = Buffer.from([0x61, 0x00, 0xff, 0xc3, 0x62, 0xed, 0xa0, 0x80]);
    const head = `${ok}x-latin: \xe9\r\ncontent-length: ${bytes.length}\r\n\r\n`;
    const host = await receiver(answering(Buffer.concat([Buffer.from(head, "latin1"), bytes])));
    const sent = await sendTo(`http://${host}/`, 3000);
    expect(sent.responseBody).toMatch(/^a\u{FFFD}\u{FFFD}\u{FFFD}b\u{FFFD}+$/u);
    expect(sent.responseHeaders["x-latin"]).toBe("é");
  });
});

it("hostile receivers do not exhaust memory", { timeout: times(30_000, 120_000) }, async () => {
  const [first, more] = [times(20, 1000), times(30, 3000)];
  const host = await receiver(async (socket, request) => {
    await request;
    socket.write(`${ok}\r\n`);
    await flood(socket, Buffer.alloc(65_536, "a"));
  });
  const round = () => Promise.all(Array.from({ length: 10 }, () => sendTo(`http://${host}/`, 3000)));
  for (let done = 0; done < first; done += 10) await round();
  const before = process.memoryUsage().rss;
  for (let done = 0; done < more; done += 10) await round();
  const grownMb = (process.memoryUsage().rss - before) / 1_000_000;
  figure("Memory after endless answers", `after the first ${first}, ${more} more: ${grownMb.toFixed(0)} MB`);
  expect(grownMb).toBeLessThan(50);
});

it("an attempt ends whatever bytes arrive", { timeout: times(30_000, 120_000) }, async () => {
  const right = `${ok}content-length: 4\r\nx-y: z\r\n\r\nbody`;
  const chunked = `${ok}transfer-encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n`;
  const mangled = fc.record({
    text: fc.constantFrom(right, chunked, `HTTP/1.1 103 Early Hints\r\n\r\n${right}`),
    changes: fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 3 }),
    pieces: fc.array(fc.nat(120), { maxLength: 3 }),
    after: fc.constantFrom("end", "destroy", "open"),
  });
  const cases = fc.sample(mangled, { numRuns: times(150, 5000), seed: 5 });
  const unsaid = [...cases];
  const host = await receiver(async (socket, request) => {
    await request;
    const { text, changes, pieces, after } = unsaid.pop() ?? { text: "", changes: [], pieces: [], after: "end" };
    const bytes = Buffer.from(text);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    const cuts = [0, ...pieces.sort((a, b) => a - b), bytes.length];
    for (const [index, from] of cuts.slice(0, -1).entries()) socket.write(bytes.subarray(from, cuts[index + 1]));
    if (after === "end") socket.end();
    if (after === "destroy") socket.destroy();
  });
  const names = new Set<string | null>();
  // Short enough to wait for those that never end; in `npm test` long enough for a busy machine to answer the others.
  const [atOnce, deadlineMs] = [times(150, 50), times(1_500, 100)];
  for (let done = 0; done < cases.length; done += atOnce) {
    const some = Array.from({ length: atOnce }, () =>
      send({ url: `http://${host}/`, headers: {}, body: "{}", deadlineMs, fresh: true }),
    );
    for (const { failure } of await Promise.all(some)) names.add(failure);
  }
  const possible = ["closed", "protocol", "timeout", "status", "redirect", null];
  expect([...names].filter((name) => !possible.includes(name))).toEqual([]);
  expect(names).toContain("timeout");
  expect(names).toContain(null);
});
