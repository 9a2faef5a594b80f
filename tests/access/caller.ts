import { encode } from "next-auth/jwt";
import { hashPassword } from "@/lib/auth/password";
import { cookieSecret } from "@/lib/crypto";
import { markers, openSession, type Person, type Target, type World } from "@/tests/access/world";
import { giveScope, makeApp, makePerson, type TestApp } from "@/tests/support/world";

/** Everybody who may knock. `developer` owns the app that it is about; `stranger` is another developer of the account. */
export const callers = [
  "owner",
  "admin",
  "developer",
  "member",
  "stranger",
  "other",
  "signedOut",
  "downgraded",
] as const;

export type Caller = (typeof callers)[number];

/** The password that every caller has, and the one that they take. */
export const passwords = { current: "what a caller signs in with", next: "what a caller takes instead" } as const;

/**
 * A new person for this caller, with a password; null for nobody. The stranger is whom the app is offered to, if it is.
 * Who is downgraded is still an admin: see {@link downgrade}.
 */
export async function makeCaller(target: Target, caller: Caller): Promise<Person | null> {
  const person = await findCaller(target, caller);
  if (person) {
    hashed ??= hashPassword(passwords.current);
    await target.pool.query(`UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1`, [person.userId, await hashed]);
  }
  return person;
}

let hashed: Promise<string> | undefined;

async function findCaller({ pool, ours, theirs, developer, heir }: Target, caller: Caller): Promise<Person | null> {
  if (caller === "signedOut") return null;
  if (caller === "developer") return developer;
  if (caller === "stranger" && heir) return heir;
  if (caller === "other") return makePerson(pool, theirs, "owner", `${markers.theirs} Caller`);
  const kind = caller === "stranger" ? "developer" : caller === "downgraded" ? "admin" : caller;
  return makePerson(pool, ours, kind, `${markers.ours} ${caller}`);
}

/** The cookie of a new session of this person. */
export async function signIn(world: World, person: Person): Promise<string> {
  const token = { sessionId: await openSession(world, person) };
  return `next-auth.session-token=${await encode({ token, secret: cookieSecret() })}`;
}

/** Makes an admin a member: their apps lose the scopes that go with it, and are deactivated without any. */
export async function downgrade({ pool, ours }: World, { userId }: Person): Promise<void> {
  const own = `SELECT "id" FROM "App" WHERE "ownerId" = $1`;
  await pool.query(`DELETE FROM "AppScope" WHERE "appId" IN (${own})`, [userId]);
  await pool.query(`DELETE FROM "AppGrant" WHERE "appId" IN (${own})`, [userId]);
  await pool.query(`UPDATE "App" SET "state" = 'deactivated', "epoch" = "epoch" + 1 WHERE "ownerId" = $1`, [userId]);
  await pool.query(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [userId, ours.roleIds.member]);
}

const userScopes = ["user:read:user"] as const;
const adminScopes = ["user:read:user:admin", "user:read:list_users:admin", "role:read:list_roles:admin"] as const;

/** The app with which this caller's backend comes: the one it is about for `developer`, else one of the caller's own. */
export async function makeCallerApp(target: Target, caller: Caller, person: Person): Promise<TestApp> {
  if (caller === "developer") return target.app;
  const app = await makeApp(target.pool, { owner: person });
  if (caller !== "member") {
    for (const scope of caller === "stranger" ? userScopes : adminScopes) await giveScope(target.pool, app, scope);
  }
  return app;
}
