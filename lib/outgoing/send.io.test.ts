import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loggedHeaders, requestHeaders, send } from "@/lib/outgoing/send";
import { type Receiver, startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";

const receivers: Receiver[] = [];

const receiver = async (...how: Parameters<typeof startReceiver>): Promise<Receiver> => {
  const started = await startReceiver(...how);
  receivers.push(started);
  return started;
};

/** 127.0.0.2 plays the outside; 127.0.0.1 is inside. */
const outside = "127.0.0.2";

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.1" }));

afterEach(async () => {
  for (const one of receivers.splice(0)) await one.stop();
});

const body = '{"event":"user.created","payload":{"account_id":"a","name":"Zoë 🚪"},"event_ts":1739923527572}';

describe("what is sent", () => {
  it("arrives byte by byte, under all headers of a notification", async () => {
    const { url, received } = await receiver();
    const tokens = { current: "token", previous: null, platformUses: "current" as const };
    const signed = { id: "d1", timestampSeconds: 1739923528, body, tokens };
    const sent = await send({
      url,
      headers: requestHeaders({ ...signed, authorization: { "x-key": "secret" } }),
      body,
    });
    expect(sent).toMatchObject({ url, address: "127.0.0.1", status: 200, failure: null, message: null });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: "POST", path: "/notifications", body });
    expect(received[0]?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": expect.stringMatching(/^Patchbay\/\d+\.\d+\.\d+$/),
      "accept-encoding": "identity",
      "x-key": "secret",
      "x-zm-request-id": "d1",
      "webhook-id": "d1",
    });
  });

  it("goes to the path and query of the endpoint URL, without its fragment", async () => {
    const { port, received } = await receiver();
    await send({ url: `http://127.0.0.1:${port}/a%20b?c=d#e`, headers: {}, body });
    expect(received[0]).toMatchObject({ path: "/a%20b?c=d", headers: { host: `127.0.0.1:${port}` } });
  });

  it("uses no proxy that the environment names", async () => {
    const proxy = await receiver();
    const { url, received } = await receiver();
    const before = { ...process.env };
    process.env.HTTP_PROXY = process.env.http_proxy = process.env.ALL_PROXY = proxy.url;
    await send({ url, headers: {}, body });
    process.env = before;
    expect([proxy.received.length, received.length]).toEqual([0, 1]);
  });

  it("goes over a connection that is kept for the same origin, and over a fresh one when asked", async () => {
    const { url } = await receiver();
    const first = await send({ url, headers: {}, body });
    const second = await send({ url, headers: {}, body });
    const third = await send({ url, headers: {}, body, fresh: true });
    expect(first.timings).toMatchObject({ dns: expect.any(Number), connect: expect.any(Number) });
    expect(Object.keys(second.timings).sort()).toEqual(["firstByte", "total"]);
    expect(third.timings).toMatchObject({ connect: expect.any(Number) });
    expect(second).toMatchObject({ address: "127.0.0.1", failure: null });
  });

  it("ends when Patchbay is stopped", async () => {
    const stop = new AbortController();
    const { url, received } = await receiver({ answer: () => new Promise(() => stop.abort()) });
    const sent = await send({ url, headers: {}, body, signal: stop.signal });
    expect(sent).toMatchObject({ failure: "closed", message: "Patchbay was stopped before the answer had come." });
    const again = await send({ url, headers: {}, body, signal: stop.signal });
    expect(again.failure).toBe("closed");
    expect(received).toHaveLength(1);
  });
});

describe("where a name leads", () => {
  it("is asked once, and what it leads to later is not connected to", async () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: outside });
    const good = await receiver({ host: outside });
    const inner = await receiver({ port: good.port });
    const answers = [[outside], ["127.0.0.1"]];
    const resolve = async () => answers.shift() ?? ["127.0.0.1"];
    const url = `http://rebinding.example:${good.port}/`;
    expect(await send({ url, headers: {}, body, resolve, fresh: true })).toMatchObject({
      failure: null,
      address: outside,
    });
    expect(answers).toHaveLength(1);
    for (let time = 0; time < 3; time++) {
      expect(await send({ url, headers: {}, body, resolve, fresh: true })).toMatchObject({
        failure: "blocked",
        address: null,
      });
    }
    expect([good.connections(), inner.connections()]).toEqual([1, 0]);
  });

  it("is followed to those of its addresses that are allowed", async () => {
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: outside });
    const good = await receiver({ host: outside });
    const inner = await receiver({ port: good.port });
    const resolve = async () => ["127.0.0.1", "::1", outside, "::ffff:127.0.0.1"];
    const sent = await send({ url: `http://both.example:${good.port}/`, headers: {}, body, resolve });
    expect(sent).toMatchObject({ failure: null, address: outside });
    expect(inner.connections()).toBe(0);
  });

  const inside = [
    ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.2", "169.254.169.254", "172.16.0.1", "192.168.0.1", "198.18.0.1"],
    ...["192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fd00::1", "ff02::1"],
    ...[
      "::ffff:127.0.0.1",
      "::ffff:10.0.0.1",
      "::127.0.0.1",
      "64:ff9b::a00:1",
      "2002:7f00:1::",
      "2001:db8::1",
      "not one",
    ],
  ];
  it.each(inside)("is judged by what it resolves to: %s", async (address) => {
    const sent = await send({ url: "https://inner.example/", headers: {}, body, resolve: async () => [address] });
    expect(sent).toMatchObject({ failure: "blocked", address: null, message: expect.stringContaining(address) });
  });

  it("must be somewhere", async () => {
    const nowhere = (code: string) => async () => Promise.reject(Object.assign(new Error("no"), { code }));
    const sent = (code: string) => send({ url: "https://nowhere.example/", headers: {}, body, resolve: nowhere(code) });
    expect(await sent("ENOTFOUND")).toMatchObject({
      failure: "dns",
      message: "There is no host named nowhere.example.",
    });
    expect(await sent("ENODATA")).toMatchObject({ message: "The host name nowhere.example has no address." });
    expect((await sent("ESERVFAIL")).message).toContain("(ESERVFAIL)");
  });

  it("is told within the deadline, or not at all", async () => {
    const resolve = () => new Promise<string[]>(() => {});
    const sent = await send({ url: "https://slow.example/", headers: {}, body, resolve, deadlineMs: 50 });
    expect(sent).toMatchObject({ failure: "timeout", message: "After 0.05 s the host name was not looked up." });
  });
});

describe("a secret that authorizes the request", () => {
  const secret = 'hunter2"hunter2';
  const headers = { authorization: `Bearer ${secret}`, "x-short": "1", "x-open": "open value" };
  const secretNames = ["authorization", "x-short"];

  it("is not in the headers that are kept", () => {
    const kept = loggedHeaders(headers, secretNames);
    expect(kept).toEqual({ authorization: "(not kept)", "x-short": "(not kept)", "x-open": "open value" });
  });

  it("is not in the answer that is kept, when the endpoint sends it back", async () => {
    const { url } = await receiver({
      answer: (got) => ({ headers: { "x-back": `${got.headers.authorization}` }, body: JSON.stringify(got.headers) }),
    });
    const sent = await send({ url, headers, secretNames, body });
    expect(JSON.stringify(sent)).not.toContain("hunter2");
    expect(sent.responseHeaders["x-back"]).toBe("(not kept)");
    expect(JSON.parse(sent.responseBody)).toMatchObject({ "x-open": "open value" });
  });
});
