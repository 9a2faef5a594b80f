import { expect, it } from "vitest";
import { createApp } from "@/lib/apps/commands";
import { changeScopes } from "@/lib/apps/scope-commands";
import { db } from "@/lib/database/db";
import { previewRoleChange } from "@/lib/people/previews";
import { newAccount } from "@/tests/support/actors";

it("an effect on more apps than are shown in detail names the others", async () => {
  const account = await newAccount();
  const [owner, admin] = [await account.as("owner"), await account.as("admin")];
  const { appId } = await createApp(admin, { name: "App" });
  await changeScopes(admin, { appId, add: ["user:read:user:admin"], remove: [] });
  await copyApp(appId, 102);
  const change = { userId: admin.userId, roleId: account.roleId("member") };
  const { apps, others, appCount, scopeCount } = await previewRoleChange(owner, change);
  expect({ appCount, scopeCount, detailed: apps.length, named: others.length }).toEqual({
    appCount: 103,
    scopeCount: 103,
    detailed: 100,
    named: 3,
  });
  expect(new Set([...apps, ...others].map(({ id }) => id)).size).toBe(103);
});

/** Copies an app with its scopes, by SQL: creating that many one by one would take seconds. */
async function copyApp(appId: string, copies: number): Promise<void> {
  const row = `(jsonb_populate_record(a, jsonb_build_object('id', a."id" || n, 'clientId', a."clientId" || n, 'name', 'Copy ' || n))).*`;
  await db().$executeRawUnsafe(
    `INSERT INTO "App" SELECT ${row} FROM "App" a, generate_series(1, ${copies}) n WHERE a."id" = $1`,
    appId,
  );
  for (const table of ["AppGrant", "AppScope"]) {
    const copy = `(jsonb_populate_record(t, jsonb_build_object('appId', t."appId" || n))).*`;
    await db().$executeRawUnsafe(
      `INSERT INTO "${table}" SELECT ${copy} FROM "${table}" t, generate_series(1, ${copies}) n WHERE t."appId" = $1`,
      appId,
    );
  }
}
