import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyBackup } from "@/lib/backup/read-backup";
import { findKids, findTables } from "@/lib/backup/tables";
import { pool } from "@/lib/database/db";
import { useBackups } from "@/tests/support/backups";
import { connected } from "@/tests/support/contents";
import { testDatabase } from "@/tests/support/database";
import { until } from "@/tests/support/until";
import { makeWorld } from "@/tests/support/world";

// How a backup is written: one snapshot, whole or not at all, readable by this user only.

const { place, backUp, restore } = useBackups();

test("a backup is one snapshot, however much is written meanwhile", async () => {
  const { admin } = await makeWorld(pool());
  let writing = true;
  let made = 0;
  // Each write fills two tables at once; without a single snapshot, one table's row could lack the other's.
  const writer = (async () => {
    while (writing) {
      await inOneStatement(admin.accountId, admin.userId, `busy ${made++}`);
    }
  })();
  try {
    await until(() => made >= 20);
    await backUp();
  } finally {
    writing = false;
    await writer;
  }
  await restore();
  const torn = await connected(place.url, (client) =>
    client.query(`SELECT (SELECT count(*) FROM "App" WHERE "name" LIKE 'busy %')::int AS "apps",
                         (SELECT count(*) FROM "Notice" WHERE "kind" = 'busy')::int AS "notices"`),
  );
  expect(torn.rows[0].apps).toBeGreaterThanOrEqual(20);
  expect(torn.rows[0].notices).toBe(torn.rows[0].apps);
  expect(torn.rows[0].apps).toBeLessThan(made);
});

const inOneStatement = (accountId: string, ownerId: string, name: string) =>
  pool().query(
    `WITH app AS (
       INSERT INTO "App" ("id", "accountId", "ownerId", "name", "clientId", "secretTokenSealed")
       VALUES (gen_random_uuid(), $1, $2, $3, gen_random_uuid(), '') RETURNING "id")
     INSERT INTO "Notice" ("id", "appId", "kind", "message") SELECT gen_random_uuid(), "id", 'busy', '' FROM app`,
    [accountId, ownerId, name],
  );

test("the keys that seal or digest something are listed, and nothing else in the same format", async () => {
  await makeWorld(pool());
  await pool().query(`UPDATE "App" SET "secretTokenSealed" = 'old.aaaa.bbbb.cccc', "name" = 'not.a.key.id'`);
  const kids = await connected(await testDatabase(), async (client) => findKids(client, await findTables(client)));
  expect(kids).toEqual(["old", "test"]);
  const { head } = await backUp();
  expect(head.keys).toEqual([
    { kid: "old", fingerprint: null },
    { kid: "test", fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ]);
});

test("only this user can read a backup, and an existing one is replaced only with --force", async () => {
  await backUp();
  expect(statSync(place.file).mode & 0o777).toBe(0o600);
  writeFileSync(place.file, "something precious");
  await expect(backUp()).rejects.toThrow(/already exists\. Choose another name, or add --force/);
  expect(statSync(place.file).size).toBe(18);
  await backUp({ force: true });
  expect((await verifyBackup(place.file)).head.format).toBe(1);
});

test("a backup stopped midway leaves no file", async () => {
  const stopping = new AbortController();
  const stopped = backUp({ signal: stopping.signal }).catch((error: Error) => error.message);
  while (readdirSync(place.folder).length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(readdirSync(place.folder)).toEqual([expect.stringMatching(/^backup\.unfinished-[0-9a-f]{8}$/)]);
  stopping.abort();
  expect(await stopped).toBe("The backup was stopped. Nothing was written.");
  expect(readdirSync(place.folder)).toEqual([]);
});

test("a backup that cannot be written is explained and leaves no file", async () => {
  await expect(backUp({ file: join(place.folder, "no", "such", "folder") })).rejects.toThrow(
    /there is no such file or folder/,
  );
  await expect(backUp({ file: place.folder })).rejects.toThrow(/is a folder\. Name a file in it/);
  await expect(backUp({ url: place.url })).rejects.toThrow(/Patchbay has not been started on this database yet/);
  expect(readdirSync(place.folder)).toEqual([]);
  expect(existsSync(place.file)).toBe(false);
});
