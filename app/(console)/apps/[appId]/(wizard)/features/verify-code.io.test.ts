import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "@/tests/support/server";
import { until } from "@/tests/support/until";
import { standardWebhooksForm } from "./standard-webhooks-form";
import { type SignatureFamily, verifySnippets } from "./verify-code";

const secretToken = "q3W0Zx5rQ1mXo8u2Yt7LkA";

const programs: Record<string, { file: string; command: string[]; version: string[] }> = {
  Node: { file: "receiver.mjs", command: [process.execPath], version: [process.execPath, "--version"] },
  Python: { file: "receiver.py", command: ["python3"], version: ["python3", "--version"] },
  Go: { file: "receiver.go", command: ["go", "run"], version: ["go", "version"] },
};

const isThere = ([program = "", ...args]: string[]): boolean => spawnSync(program, args).status === 0;

let folder: string;
let running: ChildProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-snippets-"));
});

// Kills the process group: `go run` only builds the receiver, starts it and waits for it.
afterEach(() => {
  if (running?.pid !== undefined && running.exitCode === null) process.kill(-running.pid, "SIGKILL");
  running = undefined;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a snippet, unchanged but for a free port, and returns its URL once it listens. */
async function run(label: string, code: string): Promise<string> {
  const { file, command } = programs[label] ?? { file: "", command: [] };
  const port = await freePort();
  writeFileSync(join(folder, file), code.replace("8787", String(port)));
  const [program = "", ...args] = command;
  const env = { ...process.env, SECRET_TOKEN: secretToken };
  const child = spawn(program, [...args, join(folder, file)], { stdio: "ignore", detached: true, env });
  running = child;
  const url = `http://127.0.0.1:${port}/`;
  await until(async () => child.exitCode !== null || (await fetch(url, { method: "POST" })));
  if (child.exitCode !== null) throw new Error(`The ${label} snippet ended`);
  return url;
}

/** The headers of both signatures for a body sent at `at` (ms), computed independently of our code. */
function signed(body: string, at = Date.now()): Record<string, string> {
  const [id, timestamp] = ["msg_1", String(Math.floor(at / 1000))];
  const hmac = createHmac("sha256", secretToken).update(`v0:${timestamp}:${body}`).digest("hex");
  const standard = new Webhook(standardWebhooksForm(secretToken)).sign(id, new Date(Number(timestamp) * 1000), body);
  return {
    "x-zm-request-timestamp": timestamp,
    "x-zm-signature": `v0=${hmac}`,
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,AAAA ${standard}`,
  };
}

const post = (url: string, body: string, headers: Record<string, string>): Promise<Response> =>
  fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });

const challenge = '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1}';
const answer = {
  plainToken: "qgg8vlvZRS6UYooatFL8Aw",
  encryptedToken: "05b148715e4ec7229dbab3a853fc1ea271329fd9f79577b7822ea8bfc290753d",
};
const note = '{"event":"meeting.started","payload":{"account_id":"a","object":{"topic":"Zoë"}},"event_ts":1}';

/** Each family, with the secret token in the code and with it in the environment. */
const forms = [
  { family: "platform", revealed: secretToken },
  { family: "platform", revealed: null },
  { family: "standard", revealed: secretToken },
  { family: "standard", revealed: null },
] as const;

const cases = forms.flatMap(({ family, revealed }) =>
  verifySnippets(family, revealed).map(({ label, code }) => ({
    ...{ family, label, code },
    where: revealed ? "in the code" : "in the environment",
  })),
);

describe("a receiver built from a snippet accepts signed requests, answers the challenge and rejects everything else", () => {
  test.each(cases.filter(({ label }) => isThere(programs[label]?.version ?? [])))(
    "$label, $family, secret token $where",
    async ({ label, code }) => {
      const url = await run(label, code);
      const asked = await post(url, challenge, signed(challenge));
      expect({ status: asked.status, answer: await asked.json() }).toEqual({ status: 200, answer });
      expect((await post(url, note, signed(note))).ok).toBe(true);
      expect((await post(url, note.replace("Zoë", "Zoe"), signed(note))).status).toBe(401);
      expect((await post(url, note, signed(note, Date.now() - 600_000))).status).toBe(401);
      expect((await post(url, note, {})).status).toBe(401);
    },
  );
});

test.each(["platform", "standard"] satisfies SignatureFamily[])(
  "the secret token is read from the environment until it is revealed, then it is in the code (%s)",
  (family) => {
    for (const { code } of verifySnippets(family, null)) expect(code).toContain("SECRET_TOKEN");
    for (const { code } of verifySnippets(family, secretToken)) {
      expect(code).toContain(`"${secretToken}"`);
      expect(code).not.toContain("SECRET_TOKEN");
      expect(code).not.toMatch(/^(?:import os|\t"os")$/m);
    }
  },
);

test("receivers for the two signatures differ only in how they verify", () => {
  const withoutCheck = (code: string): string =>
    code
      .replace(/^(?:function isGenuine|def is_genuine|func isGenuine).*?\n(?:}\n|\n)/ms, "")
      .replace(/^(?:import base64|\t"encoding\/base64"|\t"strings")\n/gm, "");
  const [platform, standard] = (["platform", "standard"] as const).map((family) =>
    verifySnippets(family, null).map(({ code }) => withoutCheck(code)),
  );
  expect(standard).toEqual(platform);
});
