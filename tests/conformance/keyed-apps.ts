import type { JsonWebKey } from "node:crypto";
import { config } from "@/lib/config";
import { randomId } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import type { KeyedApp, Place } from "@/tests/conformance/row";
import { makeSigner } from "@/tests/conformance/signer";
import type { MachineServer } from "@/tests/support/machine-server";
import { newPrivateKeys, publicJwkOf, publicJwks } from "@/tests/support/sign-assertion";
import {
  deactivatePerson,
  type makeAccount,
  makeApp,
  makePerson,
  removeApp,
  type TestApp,
} from "@/tests/support/world";

type Account = Awaited<ReturnType<typeof makeAccount>>;
type Person = Awaited<ReturnType<typeof makePerson>>;

const scopes = ["user:read:user:admin" as const];

/**
 * Creates apps of this owner with private keys, a new one each time, so that one row's failures don't throttle another
 * row.
 */
export function keyedApps(machine: MachineServer, account: Account, owner: Person): Place["keyed"] {
  const keys = newPrivateKeys();
  const first = newPrivateKeys().ES256;
  const twoKeys = [
    { ...publicJwkOf(first), kid: "first" },
    { ...publicJwkOf(keys.ES256), kid: "second" },
  ];
  const jwksOf = (as?: KeyedApp): JsonWebKey[] =>
    as === "no key left" ? [] : as === "two keys" ? twoKeys : publicJwks(keys);
  return async (as) => {
    const person = as === "orphan" ? await makePerson(pool(), account, "admin") : owner;
    const state = as === "draft" || as === "deactivated" ? as : "activated";
    const app = await makeApp(pool(), { owner: person, state, scopes });
    for (const jwk of jwksOf(as)) await addKey(app, jwk);
    await putInto(app, person, as);
    return makeSigner(app, keys, { issuer: config().baseUrl, tokenPath: "/oauth/token", send: machine.send });
  };
}

/** Does to the app what was asked for, once it has its keys. */
async function putInto(app: TestApp, owner: Person, as: KeyedApp | undefined): Promise<void> {
  if (as === "removed") await removeApp(pool(), app);
  if (as === "orphan") await deactivatePerson(pool(), owner);
  if (as === "secrets off") await switchSecretsOff(app);
}

const addKey = ({ appId }: TestApp, jwk: JsonWebKey) =>
  pool().query(`INSERT INTO "AppKey" ("id", "appId", "name", "publicJwk") VALUES ($1, $2, 'Key', $3)`, [
    randomId(),
    appId,
    JSON.stringify(jwk),
  ]);

const switchSecretsOff = ({ appId }: TestApp) =>
  pool().query(`UPDATE "App" SET "secretsAllowed" = false WHERE "id" = $1`, [appId]);
