import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as format from "@/lib/backup/format";
import { readBackup, verifyBackup } from "@/lib/backup/read-backup";
import { rowDigest } from "@/lib/backup/row-digest";

// Any file that is not byte for byte what a backup wrote is refused.

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patchbay-read-"));
  file = join(folder, "backup");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head: format.Head = {
  format: 1,
  product: "0.1.0",
  madeAt: "2026-11-22T05:00:00.000Z",
  baseUrl: "http://localhost:3000",
  migrations: [{ name: "1_first", checksum: "c" }],
  keys: [{ kid: "k1", fingerprint: "0123456789abcdef" }],
  secretKeys: null,
  sequences: [],
};

const tables = { Account: "a\tName\n", Empty: "", Note: ".\\\\.\n\\\\.\n\\N\n" };

/** The text of a small backup without its last line. */
function textOf(first: object = head): string {
  const foot: format.Foot = { tables: [] };
  let text = `${format.headMark}${JSON.stringify(first)}\n`;
  for (const [name, rows] of Object.entries(tables)) {
    const digest = rowDigest();
    digest.add(Buffer.from(rows));
    foot.tables.push({ name, ...digest.result() });
    text += format.copyLine({ name, columns: ["id"] }) + rows + format.endOfRows;
  }
  return text + format.footLine(foot);
}

const sealed = (text: string) => text + format.checksumLine(createHash("sha256").update(text).digest("hex"));

function verify(contents: Buffer): ReturnType<typeof verifyBackup> {
  writeFileSync(file, contents);
  return verifyBackup(file);
}

test("reads what was written: head, the rows of every table, foot", async () => {
  writeFileSync(file, gzipSync(sealed(textOf())));
  const read = await readBackup(file, undefined, async (backup) => {
    const rows: Record<string, string> = {};
    for await (const table of backup.tables()) {
      rows[table.name] = "";
      for await (const chunk of table.rows) rows[table.name] += chunk.toString();
    }
    return { head: backup.head, rows };
  });
  expect(read).toEqual({ head, rows: tables });
});

test("a backup cut short anywhere is refused", async () => {
  const whole = gzipSync(sealed(textOf()));
  for (let length = 0; length < whole.length; length++) {
    await expect(verify(whole.subarray(0, length)), `${length} bytes`).rejects.toThrow(
      /backup cannot be restored: (it ends too early|it is not a Patchbay backup)/,
    );
  }
});

test("a text cut short anywhere and recompressed is refused", async () => {
  const whole = sealed(textOf());
  for (let length = 0; length < whole.length; length += 3)
    await expect(verify(gzipSync(whole.slice(0, length))), `${length} characters`).rejects.toThrow(
      /cannot be restored: /,
    );
});

test("a text with any byte changed, added or removed is refused", async () => {
  const whole = Buffer.from(sealed(textOf()));
  const edit = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), fc.constantFrom(0, 1, 2));
  await fc.assert(
    fc.asyncProperty(edit, async ([at, by, kind]) => {
      const byte = Buffer.from([((whole[at] ?? 0) + by) % 256]);
      const middle = kind === 2 ? Buffer.alloc(0) : byte;
      const edited = Buffer.concat([whole.subarray(0, at), middle, whole.subarray(kind === 1 ? at : at + 1)]);
      await expect(verify(gzipSync(edited))).rejects.toThrow(/cannot be restored: /);
    }),
    { numRuns: 400, seed: 7 },
  );
});

test("a damaged file is either refused or still reads the same", async () => {
  const whole = gzipSync(sealed(textOf()));
  for (let at = 0; at < whole.length; at++) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 0x40;
    const outcome = await verify(damaged).catch((error: Error) => error.message);
    if (typeof outcome === "string") expect(outcome).toContain("cannot be restored: ");
    else expect(outcome.head).toEqual(head);
  }
});

test.each([
  ["an empty file", Buffer.alloc(0), /it ends too early/],
  ["a text", Buffer.from("Dear diary,\n"), /it is not a Patchbay backup\.$/],
  ["another program's dump", gzipSync("-- PostgreSQL database dump\n"), /it is not a Patchbay backup\.$/],
  ["a large file without a line", gzipSync(Buffer.alloc(20_000_000)), /it is not a Patchbay backup\.$/],
  [
    "a newer format",
    gzipSync(sealed(textOf({ format: 2 }))),
    /its format is version 2, and this Patchbay reads up to version 1\./,
  ],
  ["a head with something missing", gzipSync(sealed(textOf({ format: 1 }))), /edited or damaged\.$/],
  ["something after the end", gzipSync(`${sealed(textOf())}more\n`), /edited or damaged\.$/],
])("%s is refused with its reason", async (_case, contents, sentence) => {
  await expect(verify(contents)).rejects.toThrow(sentence);
});

test("explains that a file is missing or is a folder", async () => {
  await expect(verifyBackup(file)).rejects.toThrow(`${file} cannot be read: there is no such file or folder.`);
  await expect(verifyBackup(folder)).rejects.toThrow(`${folder} cannot be read: it is a folder, not a file.`);
});
