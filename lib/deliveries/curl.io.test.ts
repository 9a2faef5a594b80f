import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { curlOf, notKept } from "@/lib/deliveries/curl";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-curl-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in a shell where `curl` only prints its arguments and its input, each followed by NUL. */
function run(command: string, shell: string): string[] {
  const script = join(folder, "script");
  writeFileSync(script, `curl() { printf '%s\\0' "$@"; cat; }\n${command}`);
  const { status, stdout, stderr } = spawnSync(shell, ["-eu", script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { NODE_ENV: "test", AUTHORIZATION: "Bearer it's $HOME", X_API_KEY: "key" },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\0");
}

const hostile = [
  `{"topic":"it's $(touch no) \`id\` \\" !! $HOME"}`,
  `{"a":"%s %d \\\\n"}`,
  "'; exit 7 #",
  "'\\''",
  "@/etc/hostname",
  "line one\nline two\n",
  "\\",
  "Zoë 🛳",
  `{"big":"${"x".repeat(200_000)}"}`,
];

test.each(["bash", "sh"])("a request is repeated to the byte, whatever it contains (%s)", (shell) => {
  for (const body of hostile) {
    const url = "https://example.com/a?b=[1]&c='$(id)'";
    const headers = { "x-zm-signature": "v0=1", "x-note": "it's `id` $HOME !", "x-empty": "", "content-length": "1" };
    const told = run(curlOf({ url, headers, body }), shell);
    expect(told).toEqual([
      "-i",
      "--globoff",
      "-H",
      "x-zm-signature: v0=1",
      "-H",
      "x-note: it's `id` $HOME !",
      "-H",
      "x-empty;",
      "--data-binary",
      "@-",
      url,
      body,
    ]);
  }
});

test("a secret that was not stored is read from the shell's environment", () => {
  const headers = { authorization: notKept, "X-Api-Key": notKept };
  const command = curlOf({ url: "https://example.com/", headers, body: "{}" });
  expect(command).not.toContain(notKept);
  expect(run(command, "bash")).toContain("authorization: Bearer it's $HOME");
  expect(run(command, "bash")).toContain("X-Api-Key: key");
});
