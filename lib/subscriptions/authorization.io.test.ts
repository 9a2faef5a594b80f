import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { randomId } from "@/lib/crypto";
import {
  authorizationHeaders,
  forgetAuthorization,
  openAuthorization,
  sealAuthorization,
} from "@/lib/subscriptions/authorization";
import { type Authorization, authorizationInput } from "@/lib/subscriptions/authorization-input";
import { type Receiver, startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";

const receivers: Receiver[] = [];

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" }));

afterEach(async () => {
  for (const one of receivers.splice(0)) await one.stop();
});

/** A row of a subscription with this authorization. */
function row(value: Authorization) {
  const id = randomId();
  return { id, ...sealAuthorization(id, value) };
}

describe("an authorization", () => {
  it("is stored sealed, and opens only for its own subscription", () => {
    const value: Authorization = { kind: "basic", user: "ada", password: "hunter2hunter2" };
    const kept = row(value);
    expect(JSON.stringify(kept)).not.toContain("hunter2");
    expect(openAuthorization(kept)).toEqual(value);
    expect(() => openAuthorization({ ...kept, id: "another" })).toThrow();
    expect(row(value).authorizationId).not.toBe(kept.authorizationId);
  });

  it("of kind Basic, header or none becomes request headers", async () => {
    const basic = await authorizationHeaders(row({ kind: "basic", user: "ada", password: "pass:wörd" }));
    expect(basic).toEqual({ headers: { authorization: `Basic ${Buffer.from("ada:pass:wörd").toString("base64")}` } });
    const header = await authorizationHeaders(row({ kind: "header", name: "x-api-key", value: "k 1" }));
    expect(header).toEqual({ headers: { "x-api-key": "k 1" } });
    expect(await authorizationHeaders(row({ kind: "none" }))).toEqual({ headers: {} });
  });

  const refused: [string, Record<string, string>][] = [
    ["a user name with a colon", { kind: "basic", user: "a:b", password: "p" }],
    ["no password", { kind: "basic", user: "a", password: "" }],
    ["a password with a line break", { kind: "basic", user: "a", password: "p\r\nx-y: z" }],
    ["a header with a line break", { kind: "header", name: "x-a", value: "1\r\nx-b: 2" }],
    ["a non-ASCII header", { kind: "header", name: "x-a", value: "ü" }],
    ["a header with a space in its name", { kind: "header", name: "x a", value: "1" }],
    ["the Host header", { kind: "header", name: "Host", value: "inside" }],
    ["the Content-Length header", { kind: "header", name: "Content-Length", value: "0" }],
    ["a signature header", { kind: "header", name: "Webhook-Signature", value: "v1,x" }],
    ["the platform's signature header", { kind: "header", name: "X-Zm-Signature", value: "v0=" }],
    ["an unknown kind", { kind: "digest", user: "a" }],
  ];
  it.each(refused)("rejects %s", (_what, value) => {
    expect(authorizationInput.safeParse(value).success).toBe(false);
  });

  it("of kind header stores the name in lower case, without surrounding spaces", () => {
    const parsed = authorizationInput.parse({ kind: "header", name: " X-Api-Key ", value: " k1 " });
    expect(parsed).toEqual({ kind: "header", name: "x-api-key", value: "k1" });
  });
});

describe("an access token", () => {
  type Answers = NonNullable<Parameters<typeof startReceiver>[0]>["answer"];

  const tokenNumber = (count: number, expiresIn: unknown = 3600) => ({
    body: JSON.stringify({ access_token: `token-${count}`, token_type: "Bearer", expires_in: expiresIn }),
  });

  async function subscription(answer: Answers, further: Partial<Extract<Authorization, { kind: "oauth" }>> = {}) {
    const receiver = await startReceiver({ ...(answer ? { answer } : {}) });
    receivers.push(receiver);
    const kept = row({
      kind: "oauth",
      tokenUrl: receiver.url,
      clientId: "an id:with a colon",
      clientSecret: "hunter2 & more",
      scope: "",
      ...further,
    });
    return { kept, receiver };
  }

  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it("is obtained with client credentials, once for all deliveries, even concurrent ones", async () => {
    const { kept, receiver } = await subscription((_request, count) => tokenNumber(count), { scope: "a b" });
    const at = await Promise.all([authorizationHeaders(kept), authorizationHeaders(kept)]);
    expect([...at, await authorizationHeaders(kept)]).toEqual([
      bearer("token-1"),
      bearer("token-1"),
      bearer("token-1"),
    ]);
    expect(receiver.received).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({ grant_type: "client_credentials", scope: "a b" });
    const sent = Buffer.from(String(headers.authorization).replace("Basic ", ""), "base64").toString();
    expect(sent).toBe("an+id%3Awith+a+colon:hunter2+%26+more");
  });

  it("is obtained again if the endpoint rejects it, and after the authorization changes", async () => {
    const { kept } = await subscription((_request, count) => tokenNumber(count));
    await authorizationHeaders(kept);
    forgetAuthorization(kept);
    expect(await authorizationHeaders(kept)).toEqual(bearer("token-2"));
    const changed = { ...kept, authorizationId: randomId() };
    expect(await authorizationHeaders(changed)).toEqual(bearer("token-3"));
  });

  it("is not used in the last 30 seconds before it expires", async () => {
    const { kept } = await subscription((_request, count) => tokenNumber(count, count === 1 ? 30 : "3600"));
    const got = [await authorizationHeaders(kept), await authorizationHeaders(kept), await authorizationHeaders(kept)];
    expect(got).toEqual([bearer("token-1"), bearer("token-2"), bearer("token-2")]);
  });

  it("that can't be obtained is a failure with a reason, which is not cached and contains no secret", async () => {
    const bad = [
      { status: 401, body: JSON.stringify({ error: "invalid_client", error_description: "hunter2 & more" }) },
      { status: 500, body: JSON.stringify({ error: "hunter2" }) },
      { body: "<html>" },
      { body: JSON.stringify({ access_token: "two words", token_type: "bearer" }) },
      { body: JSON.stringify({ access_token: "t", token_type: "mac" }) },
      { status: 302, headers: { location: "http://127.0.0.1:1/" } },
    ];
    const { kept } = await subscription((_request, count) => bad[count - 1] ?? tokenNumber(count));
    const told: unknown[] = [];
    for (const _one of bad) told.push(await authorizationHeaders(kept));
    expect(told).toMatchObject(
      bad.map(() => ({ failure: "authorization", message: expect.stringMatching(/^No access token: /) })),
    );
    expect(told[0]).toMatchObject({
      message: expect.stringContaining("401; only 2xx is a success. It said invalid_client."),
    });
    expect(JSON.stringify(told)).not.toContain("hunter2");
    expect(await authorizationHeaders(kept)).toEqual(bearer("token-7"));
  });

  it("is not requested from an address that notifications may not be sent to", async () => {
    const { kept, receiver } = await subscription(undefined);
    useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "" });
    expect(await authorizationHeaders(kept)).toMatchObject({ failure: "authorization" });
    expect(receiver.connections()).toBe(0);
  });

  it("is no longer waited for once Patchbay stops", async () => {
    const stop = new AbortController();
    const { kept } = await subscription(() => sleep(60_000, undefined, { ref: false }));
    const waiting = authorizationHeaders(kept, stop.signal);
    stop.abort();
    expect(await waiting).toMatchObject({ failure: "authorization", message: expect.stringContaining("was stopped") });
  });
});
