import { once } from "node:events";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { send } from "@/lib/outgoing/send";
import { type Certificate, selfSigned } from "@/tests/support/certificate";
import { startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";

/** Extra trusted CAs, and where connections end up regardless of the requested address. */
const machine = vi.hoisted(() => ({ trusted: "", diverted: "" }));

vi.mock("node:tls", async (original) => {
  const tls = await original<typeof import("node:tls")>();
  const connect = (options: import("node:tls").ConnectionOptions) =>
    tls.connect({ ...options, ...(machine.trusted ? { ca: machine.trusted } : {}) });
  return { ...tls, connect };
});

vi.mock("node:net", async (original) => {
  const net = await original<typeof import("node:net")>();
  const connect = (options: import("node:net").TcpNetConnectOpts) =>
    net.connect(machine.diverted ? { host: machine.diverted, port: options.port } : options);
  return { ...net, connect };
});

const stops: (() => Promise<unknown>)[] = [];

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.1" }));

afterEach(async () => {
  Object.assign(machine, { trusted: "", diverted: "" });
  for (const stop of stops.splice(0)) await stop();
});

/** A TLS receiver that records the server name of each connection. */
async function tlsReceiver(certificate: Certificate) {
  const asked: unknown[] = [];
  const server = createServer(certificate, (_request, response) => response.end("thanks"));
  server.on("secureConnection", (socket) => asked.push(socket.servername));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

const resolve = async () => ["127.0.0.1"];
const sendTo = (url: string) => send({ url, headers: {}, body: "{}", resolve });

describe("over TLS", () => {
  it("a notification arrives if the certificate is trusted, and the next one reuses the connection", async () => {
    const certificate = selfSigned("receiver.example");
    machine.trusted = certificate.cert;
    const { port, asked } = await tlsReceiver(certificate);
    const first = await sendTo(`https://receiver.example:${port}/`);
    const second = await sendTo(`https://receiver.example.:${port}/`);
    expect(first).toMatchObject({ failure: null, responseBody: "thanks", timings: { tls: expect.any(Number) } });
    expect(second).toMatchObject({ failure: null, address: "127.0.0.1" });
    expect(second.timings.tls).toBeUndefined();
    expect(asked).toEqual(["receiver.example"]);
  });

  it("nothing is sent if the certificate is untrusted or for other names", async () => {
    const certificate = selfSigned("receiver.example");
    const { port } = await tlsReceiver(certificate);
    const untrusted = await sendTo(`https://receiver.example:${port}/`);
    expect(untrusted).toMatchObject({
      failure: "tls",
      message: "receiver.example has a certificate that is self-signed.",
    });
    machine.trusted = certificate.cert;
    for (const host of ["another.example", "127.0.0.1"]) {
      const misnamed = await sendTo(`https://${host}:${port}/`);
      expect(misnamed).toMatchObject({ failure: "tls", message: `${host} has a certificate for other names.` });
    }
  });

  it("nothing is sent without a trusted certificate, whatever the environment says", async () => {
    const { port } = await tlsReceiver(selfSigned("receiver.example"));
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    expect(await sendTo(`https://receiver.example:${port}/`)).toMatchObject({ failure: "tls" });
    vi.unstubAllEnvs();
  });
});

it("not a byte is sent over a connection to an address other than the requested one", async () => {
  const heard: Buffer[] = [];
  const server = createTcpServer((socket: Socket) => socket.on("data", (chunk: Buffer) => heard.push(chunk)));
  server.listen(0, "127.0.0.2");
  await once(server, "listening");
  stops.push(() => new Promise((closed) => server.close(closed)));
  machine.diverted = "127.0.0.2";
  for (const protocol of ["http", "https"]) {
    const sent = await sendTo(`${protocol}://receiver.example:${(server.address() as AddressInfo).port}/`);
    expect(sent).toMatchObject({ failure: "blocked", message: expect.stringContaining("127.0.0.2") });
  }
  expect(heard).toEqual([]);
});

describe("a keep-alive connection", () => {
  it("that the receiver closed meanwhile costs no delivery", async () => {
    let connections = 0;
    const server = createTcpServer((socket) => {
      connections++;
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        socket.once("data", () => socket.resetAndDestroy());
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    stops.push(() => new Promise((closed) => server.close(closed)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await sendTo(url)).toMatchObject({ failure: null });
    expect(await sendTo(url)).toMatchObject({ failure: null, timings: { connect: expect.any(Number) } });
    expect(connections).toBe(2);
  });

  it("is reused only for its own origin", async () => {
    const [one, other] = [await startReceiver(), await startReceiver()];
    stops.push(one.stop, other.stop);
    for (const { url } of [one, other, one, other]) await sendTo(url);
    await sendTo(`http://localhost:${one.port}/`);
    expect([one.connections(), other.connections()]).toEqual([2, 1]);
    expect([one.received.length, other.received.length]).toEqual([3, 2]);
  });
});
