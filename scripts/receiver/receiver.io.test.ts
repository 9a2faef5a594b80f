import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "@/tests/support/until";

// npm run receiver as a process: what it answers, and what it says.

const secret = "q3W0Zx5rQ1mXo8u2Yt7LkA";

let receiver: ChildProcess;
let said = "";
let url = "";

beforeAll(async () => {
  receiver = spawn(process.execPath, ["scripts/run.mjs", "receiver", "--port", "0"], {
    env: { ...process.env, SECRET_TOKEN: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  receiver.stdout?.on("data", (chunk) => (said += chunk));
  url = await saidOnce(/Listening at (\S+)/);
});

afterAll(() => void receiver.kill("SIGTERM"));

const saidOnce = async (text: RegExp): Promise<string> => (await until(() => text.exec(said)))[1] ?? "";

function signed(body: string, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const webhook = new Webhook(`whsec_${Buffer.from(secret).toString("base64")}`);
  return {
    "x-zm-request-timestamp": timestamp,
    "x-zm-signature": `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`,
    "webhook-id": "msg_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": webhook.sign("msg_1", new Date(Number(timestamp) * 1000), body),
  };
}

const post = (body: string, headers: Record<string, string>) => fetch(url, { method: "POST", body, headers });

describe("the receiver", () => {
  it("answers the challenge as the platform's own vector has it", async () => {
    const body = '{"event":"endpoint.url_validation","event_ts":1,"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}';
    const answer = await post(body, signed(body));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      plainToken: "qgg8vlvZRS6UYooatFL8Aw",
      encryptedToken: "05b148715e4ec7229dbab3a853fc1ea271329fd9f79577b7822ea8bfc290753d",
    });
  });

  it("takes what both signatures vouch for, and prints it to be read", async () => {
    const body = '{"event":"meeting.started","payload":{"object":{"topic":"Zoë"}},"event_ts":1}';
    expect((await post(body, signed(body))).status).toBe(204);
    await saidOnce(/meeting\.started {2}verified {2}(msg_1)\n\{\n {2}"object": \{\n {4}"topic": "Zoë"/);
  });

  it.each([
    ["of another body", (headers: Record<string, string>) => headers, "is wrong"],
    ["of ten minutes ago", () => signed("{}", Date.now() - 600_000), "is too old"],
    ["that is not there", () => ({}), "is missing"],
  ])("refuses a signature %s, and says so", async (_, change, words) => {
    const headers: Record<string, string> = change(signed('{"event":"other"}'));
    expect((await post("{}", headers)).status).toBe(401);
    await saidOnce(new RegExp(`NOT verified: x-zm-signature (${words}), webhook-signature ${words}`));
  });

  it("answers what is no notification with 400 and goes on", async () => {
    expect((await post("nothing", {})).status).toBe(400);
    expect((await fetch(url)).status).toBe(400);
    expect((await post("x".repeat(2_000_000), {}).catch(() => ({ status: 400 }))).status).toBe(400);
  });

  it("lets nothing that is sent to it write over the terminal", async () => {
    await post(JSON.stringify({ event: "\u001b[2Jgone", payload: {} }), {});
    await saidOnce(/(\[2Jgone)/);
    expect(said).not.toContain("\u001b");
  });
});

it("says how it is called when it is called otherwise", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", "receiver", "--port", "x"], {
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toContain("npm run receiver -- [--port 8787] [--secret TOKEN]");
});
