import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cluster } from "@/lib/database/cluster";
import { isDiskFull, whyNotStarted } from "@/lib/database/launch";

let cluster: Cluster;

beforeAll(() => {
  const directory = mkdtempSync(join(tmpdir(), "patchbay-log-"));
  const binaries = { postgres: "", initdb: "" };
  const logFile = join(directory, "log");
  cluster = { directory, dataDirectory: directory, logFile, password: "", account: null, binaries };
});

afterAll(() => rmSync(cluster.directory, { recursive: true }));

const at = "2026-11-30 15:50:46.974 UTC [31670]";
const recovering = `${at} FATAL:  the database system is in recovery mode`;

const ended: [string, boolean, string[]][] = [
  ["the WAL found no room", true, [`${at} PANIC:  could not write to file "x": No space left on device`, recovering]],
  [
    "the checkpoint after a recovery found none",
    true,
    [
      `${at} ERROR:  could not write blocks 8..8 in file "x": File too large`,
      `${at} FATAL:  checkpoint request failed`,
    ],
  ],
  ["a quota was used up", true, [`${at} FATAL:  could not extend file "x": Disk quota exceeded`]],
  ["it was killed", false, [`${at} LOG:  database system is ready to accept connections`, recovering]],
  ["its port was taken", false, [`${at} FATAL:  could not create any TCP/IP sockets`]],
];

test.each(ended)("when %s, a full disk as the cause is %s", (_why, isFull, lines) => {
  writeFileSync(cluster.logFile, `${lines.join("\n")}\n`);
  expect(isDiskFull(cluster)).toBe(isFull);
});

test("the reason it did not start is its last complaint, not what it told connecting clients", () => {
  writeFileSync(cluster.logFile, `${at} FATAL:  could not create any TCP/IP sockets\n${recovering}\n`);
  expect(whyNotStarted(cluster)).toContain("did not start: could not create any TCP/IP sockets. Its log: ");
});
