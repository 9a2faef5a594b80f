import { expect, test } from "vitest";
import { record } from "@/lib/audit/record";
import { db } from "@/lib/database/db";
import { transaction } from "@/lib/database/transaction";
import { happened } from "@/lib/demo/when";

const then = new Date("2026-01-02T03:04:05Z");
const fromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

const queue = (id: string, times: { createdAt?: Date; dueAt?: Date } = {}) =>
  db().letter.create({ data: { id, to: "ada@example.com", subject: "", text: "", ...times } });
const timesOf = (id: string) =>
  db().letter.findUniqueOrThrow({ where: { id }, select: { createdAt: true, dueAt: true } });

test("everything an act writes is dated back, the audit log too; times in the future and older rows stay", async () => {
  const older = { createdAt: fromNow(-2), dueAt: fromNow(-1) };
  const dueAt = fromNow(60);
  await queue("older", older);
  await happened(then, async () => {
    await queue("at once");
    await queue("later", { dueAt });
    const actor = { userId: null, name: "Patchbay", accountId: "demo", address: "" };
    await transaction((tx) => record(tx, actor, "act", [{ action: "app.purged", target: { id: "x", name: "X" } }]));
  });
  expect(await timesOf("at once")).toEqual({ createdAt: then, dueAt: then });
  expect(await timesOf("later")).toEqual({ createdAt: then, dueAt });
  expect(await timesOf("older")).toEqual(older);
  expect(await db().auditEntry.findMany({ where: { actId: "act" }, select: { at: true } })).toEqual([{ at: then }]);
});
