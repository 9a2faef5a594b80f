import { expect, test } from "vitest";
import { deactivatedWhere } from "@/lib/app-state";
import { deactivateApp } from "@/lib/apps/commands";
import { db, pool } from "@/lib/database/db";
import { signedIn } from "@/tests/support/actors";
import { makeWorld } from "@/tests/support/world";

const stateOf = (appId: string) =>
  db().app.findUniqueOrThrow({ where: { id: appId }, select: { state: true, epoch: true, deactivatedAt: true } });

test("an app is deactivated the same way by a person and by a statement over many apps", async () => {
  const one = await makeWorld(pool());
  const other = await makeWorld(pool());
  const before = await stateOf(other.app.appId);
  await deactivateApp(await signedIn(one.admin.userId), { appId: one.app.appId });
  await pool().query(`UPDATE "App" a SET ${deactivatedWhere("true")} WHERE a."id" = $1`, [other.app.appId]);
  const [byPerson, byStatement] = [await stateOf(one.app.appId), await stateOf(other.app.appId)];
  expect(byStatement).toEqual({ ...byPerson, deactivatedAt: expect.any(Date) });
  expect(byStatement).toEqual({ state: "deactivated", epoch: before.epoch + 1, deactivatedAt: expect.any(Date) });
});

test("a statement over many apps leaves those for which its condition is false as they are", async () => {
  const { app } = await makeWorld(pool());
  const before = await stateOf(app.appId);
  await pool().query(`UPDATE "App" a SET ${deactivatedWhere("false")} WHERE a."id" = $1`, [app.appId]);
  expect(await stateOf(app.appId)).toEqual(before);
});
