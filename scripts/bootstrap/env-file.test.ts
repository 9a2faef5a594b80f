import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSettings } from "./env-file.mjs";

const folder = mkdtempSync(join(tmpdir(), "patchbay-env-"));
const file = join(folder, ".env");

afterAll(() => rmSync(folder, { recursive: true }));

function loaded(bytes: Buffer, env: Record<string, string> = {}): Record<string, string> {
  writeFileSync(file, bytes);
  loadSettings(file, env);
  return env;
}

const text = 'DATABASE_URL=postgresql://ann@localhost/x\nMAIL_FROM="Zoë <zoe@example.com>"\n# the end\n';
const settings = { DATABASE_URL: "postgresql://ann@localhost/x", MAIL_FROM: "Zoë <zoe@example.com>" };

test.each([
  ["as UTF-8", Buffer.from(text)],
  ["with a byte order mark", Buffer.from(`\uFEFF${text}`)],
  ["with Windows' line ends", Buffer.from(`\uFEFF${text.replaceAll("\n", "\r\n")}`)],
  ["as UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le")],
  ["as UTF-16, the other way round", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
])("a settings file is read %s", (_how, bytes) => {
  expect(loaded(bytes)).toEqual(settings);
});

test("what is set already wins, even if it is empty", () => {
  expect(loaded(Buffer.from(text), { DATABASE_URL: "" })).toEqual({ ...settings, DATABASE_URL: "" });
});

test("without a file nothing is set", () => {
  const env = {};
  loadSettings(join(folder, "none"), env);
  expect(env).toEqual({});
});

test.each([
  ["UTF-16 without a mark", Buffer.from(text, "utf16le")],
  ["Latin-1", Buffer.from(text, "latin1")],
])("a file in %s is refused by name", (_what, bytes) => {
  expect(() => loaded(bytes)).toThrow(`${file} isn't text in UTF-8. Save it as UTF-8.`);
});

test("a folder is refused by name", () => {
  mkdirSync(join(folder, "env"));
  expect(() => loadSettings(join(folder, "env"), {})).toThrow(/env can't be read: EISDIR/);
});
