import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { challenge } from "@/lib/subscriptions/validate";
import type { Stage } from "@/lib/subscriptions/validation-rules";
import { type Receiver, startReceiver } from "@/tests/support/receiver";
import { useSettings } from "@/tests/support/settings";

const receivers: Receiver[] = [];

const receiver = async (...how: Parameters<typeof startReceiver>): Promise<Receiver> => {
  const started = await startReceiver(...how);
  receivers.push(started);
  return started;
};

beforeEach(() => useSettings({ WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" }));

afterEach(async () => {
  for (const one of receivers.splice(0)) await one.stop();
});

const token = "q3W0Zx5rQ1mXo8u2Yt7LkA";
const tokens = { current: token, previous: null, platformUses: "current" as const };

const asked = (url: string, further: Partial<Parameters<typeof challenge>[0]> = {}) =>
  challenge({ url, tokens, headers: {}, now: new Date(), ...further });

/** Each stage with a mark: passed, failed, or not reached. */
const marks = (stages: Stage[]): string =>
  stages.map(({ stage, ok }) => `${stage}${ok === null ? "?" : ok ? "+" : "-"}`).join(" ");

const detailOf = (stages: Stage[], name: Stage["stage"]): string =>
  stages.find(({ stage }) => stage === name)?.detail ?? "";

describe("an endpoint is valid", () => {
  it("if it returns the plain token, and its HMAC with the secret token; every stage passes", async () => {
    const { url } = await receiver({ token });
    const { valid, stages } = await asked(url);
    expect(valid).toBe(true);
    expect(marks(stages)).toBe("dns+ connect+ tls+ status+ time+ body+");
    expect(detailOf(stages, "dns")).toBe("127.0.0.1 resolved to 127.0.0.1.");
    expect(stages[5]?.received).toBe(stages[5]?.expected);
  });

  it("whatever the case of its URL's scheme", async () => {
    const { url } = await receiver({ token });
    const { valid, stages } = await asked(url.replace("http:", "HTTP:"));
    expect([valid, marks(stages)]).toEqual([true, "dns+ connect+ tls+ status+ time+ body+"]);
  });

  it("whether or not its answer begins with a byte order mark", async () => {
    const { url } = await receiver({
      answer: ({ body }) => {
        const { plainToken } = (JSON.parse(body) as { payload: { plainToken: string } }).payload;
        const encryptedToken = createHmac("sha256", token).update(plainToken).digest("hex");
        return { body: `\uFEFF${JSON.stringify({ plainToken, encryptedToken })}` };
      },
    });
    expect((await asked(url)).valid).toBe(true);
  });

  it("with the previous secret token, but only during a rotation", async () => {
    const { url } = await receiver({ token: "the previous token" });
    const rotating = { current: token, previous: "the previous token", platformUses: "current" as const };
    expect((await asked(url, { tokens: rotating })).valid).toBe(true);
    expect((await asked(url)).valid).toBe(false);
  });

  it("after a challenge in the platform's format that is signed and authorized like any notification", async () => {
    const now = new Date();
    const { url, received } = await receiver({ token });
    await asked(url, { headers: { "x-key": "hunter2hunter2" }, now });
    const [got] = received;
    const headers = got?.headers as Record<string, string>;
    expect(got?.body).toMatch(
      /^\{"event":"endpoint\.url_validation","event_ts":\d{13},"payload":\{"plainToken":"[\w-]{22}"\}\}$/,
    );
    new Webhook(`whsec_${Buffer.from(token).toString("base64")}`).verify(got?.body ?? "", headers);
    const text = `v0:${Math.floor(now.getTime() / 1000)}:${got?.body}`;
    expect(headers["x-zm-signature"]).toBe(`v0=${createHmac("sha256", token).update(text).digest("hex")}`);
    expect(headers["x-key"]).toBe("hunter2hunter2");
  });
});

describe("an endpoint is not valid", () => {
  const encrypted = (plainToken: string, secret: string, form: "hex" | "base64") =>
    createHmac("sha256", secret).update(plainToken).digest(form);
  const plainTokenOf = (body: string) => (JSON.parse(body) as { payload: { plainToken: string } }).payload.plainToken;

  const answers: [string, (plainToken: string) => unknown, string][] = [
    ["if the body is not JSON", () => undefined, "The body must be a JSON object."],
    ["if the body is not a JSON object", () => ["a"], "The body must be a JSON object."],
    [
      "if the plain token is a different one",
      () => ({ plainToken: "x" }),
      "The plainToken must be the one that was sent.",
    ],
    ["if the encrypted token is missing", (plainToken) => ({ plainToken }), "The encryptedToken is missing."],
    [
      "if the HMAC was made with another secret",
      (plainToken) => ({ plainToken, encryptedToken: encrypted(plainToken, "another", "hex") }),
      "The encryptedToken is not the HMAC-SHA-256 of the plainToken with this app’s secret token.",
    ],
    [
      "if the HMAC is in base64",
      (plainToken) => ({ plainToken, encryptedToken: encrypted(plainToken, token, "base64") }),
      "The encryptedToken is in base64; it must be in hexadecimal digits.",
    ],
  ];
  it.each(answers)("%s", async (_how, answer, why) => {
    const { url } = await receiver({
      answer: ({ body }) => ({ body: JSON.stringify(answer(plainTokenOf(body))) ?? "ok" }),
    });
    const { valid, stages } = await asked(url);
    expect([valid, marks(stages)]).toEqual([false, "dns+ connect+ tls+ status+ time+ body-"]);
    expect(detailOf(stages, "body")).toBe(why);
    expect(JSON.stringify(stages)).not.toContain(token);
  });

  it.each([201, 204, 404, 500])("with status %d", async (status) => {
    const { url } = await receiver({ answer: () => ({ status }) });
    const { valid, stages } = await asked(url);
    expect(valid).toBe(false);
    expect(detailOf(stages, "status")).toBe(`The answer’s status is ${status}; it must be 200.`);
  });

  it("if it redirects", async () => {
    const { url } = await receiver({ answer: () => ({ status: 302, headers: { location: "https://example.com/" } }) });
    expect(marks((await asked(url)).stages)).toBe("dns+ connect+ tls+ status- time+ body-");
  });

  it("if it doesn't answer in time", async () => {
    const { url } = await receiver({ answer: () => new Promise(() => {}) });
    const { valid, stages } = await asked(url, { deadlineMs: 100 });
    expect([valid, marks(stages)]).toEqual([false, "dns+ connect+ tls+ status? time- body?"]);
    expect(detailOf(stages, "time")).toBe("There was no answer within 0.1 s.");
  });

  it("if nothing can be reached there: every stage is reported up to the one that failed", async () => {
    const { url, stop } = await startReceiver();
    await stop();
    const resolve = async () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    const told = [
      await asked("not a url"),
      await asked("https://10.0.0.1/"),
      await asked("https://nowhere.example/", { resolve }),
      await asked(url),
    ];
    expect(told.map(({ stages }) => marks(stages))).toEqual([
      "dns- connect? tls? status? time? body?",
      "dns- connect? tls? status? time? body?",
      "dns- connect? tls? status? time? body?",
      "dns+ connect- tls? status? time? body?",
    ]);
    expect(detailOf(told[3]?.stages ?? [], "connect")).toContain("refused the connection");
  });

  it("and an authorization that its answer repeats is redacted", async () => {
    const headers = { authorization: "Bearer hunter2hunter2" };
    const { url } = await receiver({ answer: (got) => ({ body: JSON.stringify(got.headers) }) });
    const { stages } = await asked(url, { headers });
    expect(stages[5]?.received).toContain("(not kept)");
    expect(JSON.stringify(stages)).not.toContain("hunter2");
  });
});
