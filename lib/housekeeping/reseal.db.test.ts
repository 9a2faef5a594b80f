import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { revealIntrospectionKey } from "@/lib/accounts/introspection-key";
import { activateApp, createApp } from "@/lib/apps/commands";
import { regenerateClientSecret, revealClientSecret } from "@/lib/apps/credentials";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db, pool } from "@/lib/database/db";
import { reseal } from "@/lib/housekeeping/reseal";
import { sealedColumns } from "@/lib/housekeeping/sealed-columns";
import { openAuthorization } from "@/lib/subscriptions/authorization";
import { saveSubscription } from "@/lib/subscriptions/commands";
import { regenerateSecretToken, revealSecretToken } from "@/lib/subscriptions/secret-token";
import { ensureSigningKey } from "@/lib/tokens/key-rotation";
import { newAccount } from "@/tests/support/actors";
import { introspectionOf, type MachineServer, startMachine, tokenOf } from "@/tests/support/machine-server";
import { useSettings } from "@/tests/support/settings";
import { until } from "@/tests/support/until";

const before = String(process.env.SECRET_KEYS);
const fresh = `fresh:${randomBytes(32).toString("base64")}`;
const authorization = {
  kind: "basic",
  user: "hook",
  secret: "a password of theirs",
  header: "",
  tokenUrl: "",
  clientId: "",
  scope: "",
} as const;

let machine: MachineServer;
let owner: Actor;
let appId: string;

beforeAll(async () => {
  machine = await startMachine();
  await ensureSigningKey();
  owner = await (await newAccount()).as("owner");
  ({ appId } = await createApp(owner, { name: "Reports" }));
  await changeScopes(owner, { appId, add: ["user:read:user:admin"], remove: [] });
  await activateApp(owner, { appId });
  await regenerateClientSecret(owner, { appId, oldEnd: "week" });
  await regenerateSecretToken(owner, { appId, overlap: "day" });
  const subscription = { appId, name: "", url: "https://example.com/hook", eventIds: [], edited: null };
  await saveSubscription(owner, { ...subscription, authorization });
});

afterAll(() => machine.stop());

/** Everything sealed, in plaintext, and whether the credentials still work. */
async function everything() {
  const { clientSecret } = await revealClientSecret(owner, { appId });
  const { introspectionKey } = await revealIntrospectionKey(owner);
  const { clientId } = await db().app.findUniqueOrThrow({ where: { id: appId }, select: { clientId: true } });
  const token = await tokenOf(machine, { clientId, clientSecret });
  return {
    clientId,
    clientSecret,
    introspectionKey,
    isActive: (await introspectionOf(machine, token, introspectionKey)).active,
    secretToken: await revealSecretToken(owner, { appId, which: "current" }),
    oldToken: await revealSecretToken(owner, { appId, which: "old" }),
    authorization: openAuthorization(await db().subscription.findFirstOrThrow({ where: { appId } })),
  };
}

it("every column sealed or digested with a key is known, and no other column is named like one", async () => {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name ~* '(sealed|digest)$' AND column_name !~* 'tokenDigest$'
        AND table_name <> 'CatalogState' ORDER BY 1`,
  );
  const known = sealedColumns.flatMap(({ table, sealed, digest }) =>
    [sealed, digest ?? []].flat().map((c) => `${table}.${c}`),
  );
  expect(rows.map(({ name }) => name)).toEqual(known.sort());
});

it("with a new first key everything is resealed while tokens are issued, and the old key is no longer needed", async () => {
  const was = await everything();
  useSettings({ SECRET_KEYS: `${fresh},${before}` });
  let isDone = false;
  const issued: unknown[] = [];
  const load = (async () => {
    while (!isDone)
      issued.push((await introspectionOf(machine, await tokenOf(machine, was), was.introspectionKey)).active);
  })();
  const { columns, stillNeeded } = await reseal();
  isDone = true;
  await load;
  expect(new Set(issued)).toEqual(new Set([true]));
  expect(columns.every(({ done, locked }) => done > 0 && locked === 0)).toBe(true);
  expect(stillNeeded).toEqual([]);
  useSettings({ SECRET_KEYS: fresh });
  expect(await everything()).toEqual(was);
  expect((await reseal()).columns.every(({ done }) => done === 0)).toBe(true);
});

it("a locked row is resealed once it is free, and one that no key opens is left and reported", async () => {
  useSettings({ SECRET_KEYS: `${before},${fresh}` });
  const lost = `lost.${"A".repeat(16)}.AAAA.${"A".repeat(22)}`;
  await pool().query(`UPDATE "Subscription" SET "authorizationSealed" = $2 WHERE "appId" = $1`, [appId, lost]);
  const other = await pool().connect();
  await other.query("BEGIN");
  await other.query(`SELECT 1 FROM "App" WHERE "id" = $1 FOR UPDATE`, [appId]);
  const asked = vi.spyOn(pool(), "connect");
  const resealing = reseal();
  // Each column is asked about twice, and the one whose row is held again and again.
  await until(() => asked.mock.calls.length > 2 * sealedColumns.length);
  asked.mockRestore();
  await other.query("COMMIT");
  other.release();
  const { columns, stillNeeded } = await resealing;
  expect(columns.filter(({ locked }) => locked > 0)).toEqual([{ what: "authorization headers", done: 0, locked: 1 }]);
  expect(columns.find(({ what }) => what === "secret tokens")).toMatchObject({ done: 1 });
  expect(stillNeeded).toEqual(["lost"]);
});
