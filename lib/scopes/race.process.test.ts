import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "@/lib/auth/password";
import { randomId } from "@/lib/crypto";
import { newPool } from "@/lib/database/connect";
import type { ActionResult } from "@/lib/web/form-action";
import { ignoreEnds } from "@/tests/support/ignore-ends";
import { violationsIn } from "@/tests/support/life/violations";
import { httpMachine, post } from "@/tests/support/machine-server";
import { type OwnPostgres, ownPostgres } from "@/tests/support/postgres";
import { figure, times } from "@/tests/support/prove";
import { startServer, type TestServer } from "@/tests/support/server";
import { Visitor } from "@/tests/support/visitor";

// Everything that changes rights and scopes, all at once, on two built servers with one database.

const origin = "http://patchbay.example";
const password = "keeps the light on";
const userLevel = "user:read:user";
const adminLevels = ["meeting:read:meeting:admin", "user:read:user:admin"];

let postgres: OwnPostgres;
let database: pg.Pool;
let servers: TestServer[];
let owner: Visitor;
let second: Visitor;
let world: { accountId: string; first: string; second: string; appId: string; roles: Record<string, string> };
let credentials: { clientId: string; clientSecret: string };

beforeAll(async () => {
  postgres = await ownPostgres();
  const url = await postgres.newDatabase("race");
  database = newPool(url, { max: 2 });
  ignoreEnds(database);
  const env = {
    DATABASE_URL: url,
    SECRET_KEYS: String(process.env.SECRET_KEYS),
    BOOTSTRAP_ACCOUNT_NAME: "Lighthouse",
    BOOTSTRAP_OWNER_EMAIL: "owner@example.com",
    BOOTSTRAP_OWNER_PASSWORD: password,
    BASE_URL: origin,
  };
  servers = await Promise.all([startServer(env), startServer(env)]);
  await prepare();
}, 120_000);

afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await database?.end();
  await postgres?.remove();
});

async function prepare(): Promise<void> {
  const { rows } = await database.query(`SELECT "id", "kind", "accountId" FROM "Role"`);
  const roles = Object.fromEntries(rows.map((row) => [row.kind, row.id]));
  const accountId = String(rows[0]?.accountId);
  const [first, other] = [
    await newPerson(accountId, roles.admin, "first"),
    await newPerson(accountId, roles.admin, "second"),
  ];
  owner = await signedIn("owner@example.com");
  second = await signedIn("second@example.com");
  const builder = { name: "Builder", description: "", rights: { "S2S apps": "edit", Meetings: "edit" } };
  roles.custom = (await done<{ roleId: string }>(owner.act("/roles", "createRoleAction", builder))).roleId;
  const firstVisitor = await signedIn("first@example.com");
  const { appId } = await done<{ appId: string }>(firstVisitor.act("/build", "createAppAction", { name: "Raced" }));
  world = { accountId, first, second: other, appId, roles };
  const { clientSecret } = await done<{ clientSecret: string }>(
    owner.act(`/apps/${appId}/credentials`, "revealClientSecretAction", { appId }),
  );
  const app = await database.query(`SELECT "clientId" FROM "App" WHERE "id" = $1`, [appId]);
  credentials = { clientId: app.rows[0].clientId, clientSecret };
}

async function newPerson(accountId: string, roleId: string, name: string): Promise<string> {
  const id = randomId();
  await database.query(
    `INSERT INTO "User" ("id", "accountId", "roleId", "email", "name", "passwordHash") VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, accountId, roleId, `${name}@example.com`, name, await hashPassword(password)],
  );
  return id;
}

async function signedIn(email: string): Promise<Visitor> {
  const visitor = new Visitor(servers[0]?.url ?? "", { origin });
  expect((await visitor.signIn(email, password)).ok).toBe(true);
  return visitor;
}

async function done<T>(act: Promise<ActionResult<T>>): Promise<T> {
  const result = await act;
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** A repeatable sequence; a linear congruential generator is random enough to choose what races with what. */
function chooser(seed: number) {
  let state = seed;
  return (count: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * count);
  };
}

type Choose = ReturnType<typeof chooser>;

/** Sends an action to either server. */
function at(
  choose: Choose,
  visitor: Visitor,
  path: string,
  name: string,
  input: unknown,
): Promise<ActionResult<unknown>> {
  visitor.url = servers[choose(servers.length)]?.url ?? "";
  return visitor.act(path, name, input);
}

/** Previews the effect, then confirms it, as the dialogs do. */
async function confirmed(choose: Choose, path: string, names: [look: string, act: string], input: object) {
  const look = await at(choose, owner, path, names[0], input);
  const seen = look.ok ? (look.value as { seen: string }).seen : "nothing";
  return at(choose, owner, path, names[1], { ...input, seen });
}

/** One action of each kind, all at once, each with newly chosen input. */
function raced(choose: Choose): Promise<ActionResult<unknown>>[] {
  const { appId, first, second: secondId, roles } = world;
  const path = `/apps/${appId}/scopes`;
  const roleId = [roles.admin, roles.developer, roles.custom][choose(3)];
  const rights = [
    { "S2S apps": "edit", Meetings: "edit" },
    { "S2S apps": "edit" },
    { "S2S apps": "edit", Users: "view" },
  ][choose(3)];
  const transfers = [
    () => at(choose, owner, path, "startTransferAction", { appId, toId: secondId }),
    () => at(choose, second, path, "acceptTransferAction", { appId, overlap: "month", givesUp: [] }),
    () => at(choose, owner, path, "takeOverAction", { appId, overlap: "month", givesUp: [] }),
    () => at(choose, owner, path, "startTransferAction", { appId, toId: first }),
  ];
  return [
    ...[userLevel, ...adminLevels].map((scope) =>
      at(choose, owner, path, "changeScopesAction", { appId, add: [scope], remove: [] }),
    ),
    confirmed(choose, "/people", ["previewRoleChangeAction", "changeRoleAction"], {
      userId: [first, secondId][choose(2)],
      roleId,
    }),
    confirmed(choose, "/roles", ["previewRoleAction", "saveRoleAction"], {
      roleId: roles.custom,
      name: "Builder",
      description: "",
      rights,
    }),
    transfers[choose(transfers.length)]?.() as Promise<ActionResult<unknown>>,
    at(choose, owner, path, "activateAppAction", { appId }),
    at(choose, owner, path, "restoreScopesAction", { appId }),
  ];
}

async function token(choose: Choose): Promise<string | undefined> {
  const machine = httpMachine(servers[choose(2)]?.url ?? "");
  const answer = await machine.send(post("/oauth/token", { grant_type: "client_credentials" }, credentials));
  expect([200, 400]).toContain(answer.status);
  return answer.json.access_token as string | undefined;
}

/** The scopes a token has now, asked at either server. */
async function scopesOf(choose: Choose, accessToken: string): Promise<string[]> {
  const machine = httpMachine(servers[choose(2)]?.url ?? "");
  const { json } = await machine.send(post("/oauth/introspect", { token: accessToken }, credentials));
  return json.active === true ? String(json.scope).split(" ") : [];
}

const heldScopes = async (): Promise<string[]> =>
  (await database.query(`SELECT "scopeId" FROM "AppScope" WHERE "appId" = $1`, [world.appId])).rows.map(
    (row) => row.scopeId,
  );

test("racing scope additions, role changes and edits, transfers, activation and tokens never leave a scope beyond the owner's role", {
  timeout: times(120_000, 3_600_000),
}, async () => {
  const rounds = times(12, 2_000);
  const choose = chooser(20261122);
  const outcomes = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const [accessToken, ...results] = await Promise.all([token(choose), ...raced(choose)]);
    for (const result of results) {
      const outcome = result.ok ? "done" : result.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect(outcome, "only success or a refusal with a sentence").not.toBe("unexpected");
    }
    expect(await violationsIn(database, world.accountId)).toEqual([]);
    if (!accessToken) continue;
    const held = await heldScopes();
    expect((await scopesOf(choose, accessToken)).filter((scope) => !held.includes(scope))).toEqual([]);
  }
  expect(outcomes.get("done")).toBeGreaterThan(rounds);
  const told = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(", ");
  figure("Scopes, roles, transfers and tokens raced at two servers", `${rounds} rounds: 0 violations (${told})`);
});
