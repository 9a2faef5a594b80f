import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/lib/database/db";
import { introspectionOf, type MachineServer, post, startMachine, tokenOf } from "@/tests/support/machine-server";
import { figure, times } from "@/tests/support/prove";
import {
  activateApp,
  deactivateApp,
  deactivatePerson,
  makeApp,
  makePerson,
  makeWorld,
  removeApp,
  type TestApp,
  takeScope,
} from "@/tests/support/world";

// Tokens that have just become inactive, while introspections that began earlier are still running.

const scope = "user:read:user:admin";
const tokensEach = 5;

let w: Awaited<ReturnType<typeof makeWorld>>;
let machine: MachineServer;

beforeAll(async () => {
  w = await makeWorld(pool());
  machine = await startMachine();
});

afterAll(() => machine.stop());

type Person = Awaited<ReturnType<typeof makePerson>>;
type Ended = { app: TestApp; owner: Person; tokens: string[] };

/** What makes all tokens of an app inactive, and what undoes it, if anything does. */
const ways: Record<string, [end: (ended: Ended) => Promise<unknown>, back?: (ended: Ended) => Promise<unknown>]> = {
  "that was deactivated": [({ app }) => deactivateApp(pool(), app), ({ app }) => activateApp(pool(), app)],
  "that was removed": [
    ({ app }) => removeApp(pool(), app),
    async ({ app }) => {
      await pool().query(`UPDATE "App" SET "removedAt" = NULL WHERE "id" = $1`, [app.appId]);
      await activateApp(pool(), app);
    },
  ],
  "whose owner was deactivated": [({ owner }) => deactivatePerson(pool(), owner)],
  "whose secret was revoked": [({ app }) => pool().query(`DELETE FROM "AppSecret" WHERE "id" = $1`, [app.secretId])],
  "whose secret has expired": [
    ({ app }) => pool().query(`UPDATE "AppSecret" SET "expiresAt" = clock_timestamp() WHERE "id" = $1`, [app.secretId]),
  ],
  "that lost its last scope": [({ app }) => takeScope(pool(), app, scope)],
  "that revoked them": [
    ({ app, tokens }) => Promise.all(tokens.map((token) => machine.send(post("/oauth/revoke", { token }, app)))),
  ],
};

const activeAmong = async (tokens: readonly string[]): Promise<number> => {
  const said = await Promise.all(tokens.map((one) => introspectionOf(machine, one, w.account.introspectionKey)));
  return said.filter(({ active }) => active !== false).length;
};

async function newTokens(): Promise<Ended> {
  const owner = await makePerson(pool(), w.account, "admin");
  const app = await makeApp(pool(), { owner, scopes: [scope] });
  return { app, owner, tokens: await Promise.all(Array.from({ length: tokensEach }, () => tokenOf(machine, app))) };
}

it.each(Object.entries(ways))(
  "no token of an app %s is active afterwards, whatever introspections are running",
  {
    timeout: times(30_000, 300_000),
  },
  async (_state, [end, back]) => {
    for (let round = 0; round < times(2, 60); round++) {
      const ended = await newTokens();
      const underWay = [ended.tokens, ended.tokens].map(activeAmong);
      await end(ended);
      expect(await activeAmong([...ended.tokens, ...ended.tokens])).toBe(0);
      await Promise.all(underWay);
      await back?.(ended);
      expect(await activeAmong(ended.tokens)).toBe(0);
    }
    const [kinds, tokens] = [Object.keys(ways).length, Object.keys(ways).length * times(2, 60) * tokensEach];
    figure("Tokens whose right has just ended", `${tokens} tokens in ${kinds} ways: 0 active, none revived`);
  },
);
