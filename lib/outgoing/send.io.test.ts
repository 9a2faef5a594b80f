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

/** 127.0.0.2 plays a public address; 127.0.0.1 is internal. */
const outside = "127.0.0.2";

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.1" }));

afterEach(async () => {
  for (const one of receivers.splice(0)) await one.stop();
});

const body = '{"event":"user.created","payload":{"account_id":"a","name":"Zoë 🚪"},"event_ts":1739923527572}';

describe("what is sent", () => {
  it("arrives byte for byte, with all headers of a notification", async () => {
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

  it("ignores a proxy set in the environment", async () => {
    const proxy = await receiver();
    const { url, received } = await receiver();
    const before = { ...process.env };
    process.env.HTTP_PROXY = process.env.http_proxy = process.env.ALL_PROXY = proxy.url;
    await send({ url, headers: {}, body });
    process.env = before;
    expect([proxy.received.length, received.length]).toEqual([0, 1]);
  });

  it("reuses a connection to the same origin, or opens a new one if asked", async () => {
    const { url } = await receiver();
    const first = await send({ url, headers: {}, body });
    const second = await send({ url, headers: {}, body });
    const third = await send({ url, headers: {}, body, fresh: true });
    expect(first.timings).toMatchObject({ dns: expect.any(Number), connect: expect.any(Number) });
    expect(Object.keys(second.timings).sort()).toEqual(["firstByte", "total"]);
    expect(third.timings).toMatchObject({ connect: expect.any(Number) });
    expect(second).toMatchObject({ address: "127.0.0.1", failure: null });
  });

  it("is aborted when Patchbay is stopped", async () => {
    const stop = new AbortController();
    const { url, received } = await receiver({ answer: () => new Promise(() => stop.abort()) });
    const sent = await send({ url, headers: {}, body, signal: stop.signal });
    expect(sent).toMatchObject({ failure: "closed", message: "Patchbay was stopped before the answer arrived." });
    const again = await send({ url, headers: {}, body, signal: stop.signal });
    expect(again.failure).toBe("closed");
    expect(received).toHaveLength(1);
  });
});

describe("a host name", () => {
  it("is resolved once; an address it resolves to later is not connected to", async () => {
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

  it("is connected to at its allowed addresses only", async () => {
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

  it("must resolve", async () => {
    const nowhere = (code: string) => async () => Promise.reject(Object.assign(new Error("no"), { code }));
    const sent = (code: string) => send({ url: "https://nowhere.example/", headers: {}, body, resolve: nowhere(code) });
    expect(await sent("ENOTFOUND")).toMatchObject({
      failure: "dns",
      message: "There is no host named nowhere.example.",
    });
    expect(await sent("ENODATA")).toMatchObject({ message: "The host name nowhere.example has no address." });
    expect((await sent("ESERVFAIL")).message).toContain("(ESERVFAIL)");
  });

  it("must resolve within the deadline", async () => {
    const resolve = () => new Promise<string[]>(() => {});
    const sent = await send({ url: "https://slow.example/", headers: {}, body, resolve, deadlineMs: 50 });
    expect(sent).toMatchObject({ failure: "timeout", message: "The DNS lookup did not finish within 0.05 s." });
  });
});

describe("a secret that authorizes the request", () => {
  const secret = 'hunter2"hunter2';
  const headers = { authorization: `Bearer ${secret}`, "x-short": "1", "x-open": "open value" };
  const secretNames = ["authorization", "x-short"];

  it("is not in the stored headers", () => {
    const kept = loggedHeaders(headers, secretNames);
    expect(kept).toEqual({ authorization: "(not kept)", "x-short": "(not kept)", "x-open": "open value" });
  });

  it("is not in the stored answer if the endpoint echoes it", async () => {
    const { url } = await receiver({
      answer: (got) => ({ headers: { "x-back": `${got.headers.authorization}` }, body: JSON.stringify(got.headers) }),
    });
    const sent = await send({ url, headers, secretNames, body });
    expect(JSON.stringify(sent)).not.toContain("hunter2");
    expect(sent.responseHeaders["x-back"]).toBe("(not kept)");
    expect(JSON.parse(sent.responseBody)).toMatchObject({ "x-open": "open value" });
  });
});
