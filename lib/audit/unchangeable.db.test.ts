import { expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import { pool } from "@/lib/db";
import { newAccount } from "@/lib/testing/actors";

it.each([
  ["changed", `UPDATE "AuditEntry" SET "actorName" = 'Somebody else'`],
  ["deleted", `DELETE FROM "AuditEntry"`],
  ["emptied", `TRUNCATE "AuditEntry"`],
])("an entry of the audit log can't be %s, by any statement", async (_what, statement) => {
  await createApp(await (await newAccount()).as("owner"), { name: "Seen" });
  const count = async () => (await pool().query(`SELECT count(*)::int AS n FROM "AuditEntry"`)).rows[0].n;
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await expect(pool().query(statement)).rejects.toThrow();
  expect(await count()).toBe(before);
});
