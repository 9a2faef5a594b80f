import { config } from "@/lib/config";
import { pool } from "@/lib/database/db";
import { keyedApps } from "@/tests/conformance/keyed-apps";
import type { Place } from "@/tests/conformance/row";
import { forge, signedAnew, takeApart } from "@/tests/support/forgeries";
import { type MachineServer, post, tokenOf } from "@/tests/support/machine-server";
import {
  deactivateApp,
  deactivatePerson,
  makeAccount,
  makeApp,
  makePerson,
  makeSecret,
  makeWorld,
  removeApp,
  type TestApp,
} from "@/tests/support/world";

const scopes = ["user:read:user:admin" as const];

/** An account with apps in every state, in this process's database: where the rows are sent to Patchbay. */
export async function patchbayPlace(machine: MachineServer): Promise<Place> {
  const { account, admin, app } = await makeWorld(pool());
  const other = await otherApps(account, admin);
  const tokens = await deadAndOtherTokens(machine, app, account, other.foreign);
  const genuine = await takeApart(await tokenOf(machine, app));
  return {
    paths: {
      token: "/oauth/token",
      introspect: "/oauth/introspect",
      revoke: "/oauth/revoke",
      keys: "/oauth/jwks",
      metadata: "/.well-known/oauth-authorization-server",
    },
    issuer: config().baseUrl,
    url: (path) => `${config().baseUrl}${path}`,
    own: (path) => path,
    app,
    postApp: app,
    wrong: { clientId: app.clientId, clientSecret: "x".repeat(32) },
    unknown: { clientId: "0".repeat(22), clientSecret: "x".repeat(32) },
    accountId: account.accountId,
    introspectionKey: account.introspectionKey,
    other,
    keyed: keyedApps(machine, account, admin),
    expiredSecret: { clientId: app.clientId, ...(await makeSecret(pool(), app, new Date(Date.now() - 1000))) },
    secondSecret: { clientId: app.clientId, ...(await makeSecret(pool(), app, new Date(Date.now() + 600_000))) },
    token: async (of) => (of === undefined ? tokenOf(machine, app) : tokens[of]),
    forged: (how) => forge(genuine, how),
  };
}

type Account = Awaited<ReturnType<typeof makeAccount>>;
type Person = Awaited<ReturnType<typeof makePerson>>;

async function otherApps(account: Account, owner: Person): Promise<Record<keyof Place["other"], TestApp>> {
  const removed = await makeApp(pool(), { owner, scopes });
  await removeApp(pool(), removed);
  const restored = await makeApp(pool(), { owner, scopes });
  await removeApp(pool(), restored);
  await pool().query(`UPDATE "App" SET "removedAt" = NULL WHERE "id" = $1`, [restored.appId]);
  const gone = await makePerson(pool(), account, "admin");
  const orphan = await makeApp(pool(), { owner: gone, scopes });
  await deactivatePerson(pool(), gone);
  const elsewhere = await makePerson(pool(), await makeAccount(pool()), "admin");
  return {
    removed,
    restored,
    orphan,
    draft: await makeApp(pool(), { owner, state: "draft", scopes }),
    deactivated: await makeApp(pool(), { owner, state: "deactivated", scopes }),
    scopeless: await makeApp(pool(), { owner }),
    foreign: await makeApp(pool(), { owner: elsewhere, scopes }),
  };
}

/** Tokens that are no longer valid, and two valid ones, with fewer scopes or for another account. */
async function deadAndOtherTokens(machine: MachineServer, app: TestApp, account: Account, foreign: TestApp) {
  const leaver = await makePerson(pool(), account, "admin");
  const orphaned = await makeApp(pool(), { owner: leaver, scopes });
  const stopped = await makeApp(pool(), { owner: await makePerson(pool(), account, "admin"), scopes });
  const iat = Math.floor(Date.now() / 1000) - 7200;
  const revoked = await tokenOf(machine, app);
  const tokens = {
    revoked,
    "dead owner's": await tokenOf(machine, orphaned),
    "deactivated app's": await tokenOf(machine, stopped),
    expired: await signedAnew(await takeApart(revoked), { iat, exp: iat + 3600 }),
    narrow: await tokenOf(machine, app, { scope: "meeting:read:meeting:admin" }),
    foreign: await tokenOf(machine, foreign),
  };
  await machine.send(post("/oauth/revoke", { token: revoked }, app));
  await deactivatePerson(pool(), leaver);
  await deactivateApp(pool(), stopped);
  return tokens;
}
