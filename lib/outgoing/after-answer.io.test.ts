import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sent, send } from "@/lib/outgoing/send";
import { answering, receiver, stopReceivers } from "@/tests/support/hostile-receivers";
import { useSettings } from "@/tests/support/settings";
import { until } from "@/tests/support/until";

// Receivers that send more than their answer, or end the connection in an unusual way.

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" }));

afterEach(stopReceivers);

/** Long enough for a busy machine; nothing here waits for it. */
const deadlineMs = 20_000;

const sendTo = (host: string): Promise<Sent> => send({ url: `http://${host}/`, headers: {}, body: "{}", deadlineMs });

const ok = "HTTP/1.1 200 OK\r\n";

describe("what follows a complete answer does not change the result:", () => {
  const body = '{"plainToken":"a"}';
  const whole = `${ok}content-length: ${body.length}\r\n\r\n${body}`;
  const chunked = `${ok}transfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const rows: [string, string, string?][] = [
    ["bytes beyond its length", `${whole}extra\n`],
    ["bytes after its last chunk", `${chunked}extra\n`],
    ["line breaks", `${whole}\r\n\r\n`],
    ["a second answer", `${whole}${ok}content-length: 0\r\n\r\n`],
    ["bytes beyond its length, after an interim answer", `HTTP/1.1 103 Early Hints\r\n\r\n${whole}extra`],
    ["bytes beyond its length, on a connection to be closed", `${whole.replace("OK", "OK\r\nconnection: close")}extra`],
    ["a body where the status allows none", "HTTP/1.1 204 No Content\r\n\r\nextra", ""],
  ];
  it.each(rows)("%s", async (_what, text, responseBody = body) => {
    const host = await receiver(answering(text));
    expect(await sendTo(host)).toMatchObject({ failure: null, message: null, responseBody });
  });

  it("bytes beyond its length, then a reset", async () => {
    const host = await receiver(async (socket, request) => {
      await request;
      socket.write(whole, () => socket.write("extra", () => setImmediate(() => socket.resetAndDestroy())));
    });
    for (let i = 0; i < 20; i++) {
      expect(await sendTo(host)).toMatchObject({ failure: null, responseBody: body });
    }
  });

  it("the end of the connection, where the answer has no length", async () => {
    for (const version of ["1.0", "1.1"]) {
      const host = await receiver(async (socket, request) => {
        await request;
        socket.end(`HTTP/${version} 200 OK\r\n\r\n${body}`);
      });
      expect(await sendTo(host)).toMatchObject({ failure: null, responseBody: body });
    }
  });

  it("bytes that arrive later are not taken for the next answer", async () => {
    const sockets: Socket[] = [];
    const host = await receiver((socket) => {
      sockets.push(socket);
      socket.on("data", () => socket.write(whole));
    });
    await sendTo(host);
    sockets[0]?.write("HTTP/1.1 500 Late\r\ncontent-length: 0\r\n\r\n");
    await until(() => sockets[0]?.readableEnded);
    expect(await sendTo(host)).toMatchObject({ failure: null, status: 200 });
    expect(sockets).toHaveLength(2);
  });

  it("bytes that arrive with the next request: it is sent again on a new connection", async () => {
    let connections = 0;
    const host = await receiver((socket) => {
      const isFirst = ++connections === 1;
      let requests = 0;
      socket.on("data", () => socket.write(isFirst && ++requests > 1 ? "extra" : whole));
    });
    for (let i = 0; i < 2; i++) {
      expect(await sendTo(host)).toMatchObject({ failure: null, responseBody: body });
    }
    expect(connections).toBe(2);
  });
});
