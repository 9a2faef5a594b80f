import { encode } from "next-auth/jwt";
import type pg from "pg";
import { cookieSecret, randomId, randomToken, tokenDigest } from "@/lib/crypto";
import { giveScope, makeAccount, makeApp, makePerson, type TestApp } from "@/lib/testing/world";

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

type Account = Awaited<ReturnType<typeof makeAccount>>;
export type Person = Awaited<ReturnType<typeof makePerson>>;

/** Our account and another one on the same server. Each name in one says whose it is, so that it is seen where it leaks. */
export type World = { pool: pg.Pool; ours: Account; theirs: Account };

/** What the name of everything in our account, or in the other one, contains. */
export const markers = { ours: "OURS", theirs: "THEIRS" } as const;

export async function makeTwoAccounts(pool: pg.Pool): Promise<World> {
  const ours = await makeAccount(pool, `${markers.ours} Ltd`);
  const theirs = await makeAccount(pool, `${markers.theirs} Ltd`);
  const theirOwner = await makePerson(pool, theirs, "owner", `${markers.theirs} Owner`);
  await nameApp(pool, await makeApp(pool, { owner: theirOwner, scopes: ["user:read:user"] }), `${markers.theirs} app`);
  return { pool, ours, theirs };
}

export type AppState = "draft" | "activated" | "deactivated";

/** What a request is about: a developer's app with all that belongs to it, and links that are still open. */
export type Target = Awaited<ReturnType<typeof makeTarget>>;

export async function makeTarget(world: World, state: AppState = "activated") {
  const { pool, ours } = world;
  const developer = await makePerson(pool, ours, "developer", `${markers.ours} Developer`);
  const app = await makeApp(pool, { owner: developer, state, scopes: ["user:read:user"] });
  const appName = `${markers.ours} app ${app.appId.slice(0, 6)}`;
  await nameApp(pool, app, appName);
  const subscription = { id: randomId(), name: `${markers.ours} hook`, url: "https://hooks.example.com/in" };
  await pool.query(`INSERT INTO "Subscription" ("id", "appId", "name", "url") VALUES ($1, $2, $3, $4)`, [
    subscription.id,
    app.appId,
    subscription.name,
    subscription.url,
  ]);
  return { ...world, developer, app, appName, subscription, ...(await makeLinks(world)) };
}

const nameApp = (pool: pg.Pool, { appId }: TestApp, name: string) =>
  pool.query(`UPDATE "App" SET "name" = $2 WHERE "id" = $1`, [appId, name]);

async function makeLinks({ pool, ours }: World) {
  const inviter = await makePerson(pool, ours, "owner", `${markers.ours} Inviter`);
  const invitation = { id: randomId(), token: randomToken(), email: `${randomId()}@example.com`.toLowerCase() };
  await pool.query(
    `INSERT INTO "Invitation" ("id", "accountId", "email", "roleId", "invitedById", "tokenDigest", "expiresAt")
     VALUES ($1, $2, $3, $4, $5, $6, now() + interval '1 day')`,
    [
      invitation.id,
      ours.accountId,
      invitation.email,
      ours.roleIds.member,
      inviter.userId,
      tokenDigest(invitation.token),
    ],
  );
  const setUpToken = randomToken();
  await pool.query(`INSERT INTO "SetUpLink" ("tokenDigest", "expiresAt") VALUES ($1, now() + interval '1 day')`, [
    tokenDigest(setUpToken),
  ]);
  return { inviter, invitation, setUpToken };
}

/** A new person for this caller, null for nobody. Who is downgraded is still an admin: see {@link downgrade}. */
export async function makeCaller({ pool, ours, theirs, developer }: Target, caller: Caller): Promise<Person | null> {
  if (caller === "signedOut") return null;
  if (caller === "developer") return developer;
  if (caller === "other") return makePerson(pool, theirs, "owner", `${markers.theirs} Caller`);
  const kind = caller === "stranger" ? "developer" : caller === "downgraded" ? "admin" : caller;
  return makePerson(pool, ours, kind, `${markers.ours} ${caller}`);
}

/** The cookie of a new session of this person. */
export async function signIn({ pool }: World, { userId }: Person): Promise<string> {
  const sessionId = randomToken();
  await pool.query(
    `INSERT INTO "Session" ("id", "userId", "address", "userAgent", "expiresAt")
     VALUES ($1, $2, '127.0.0.1', 'test', now() + interval '1 hour')`,
    [sessionId, userId],
  );
  return `next-auth.session-token=${await encode({ token: { sessionId }, secret: cookieSecret() })}`;
}

/** Makes an admin a member: their apps lose the scopes that go with it, and are deactivated without any. */
export async function downgrade({ pool, ours }: World, { userId }: Person): Promise<void> {
  const own = `SELECT "id" FROM "App" WHERE "ownerId" = $1`;
  await pool.query(`DELETE FROM "AppScope" WHERE "appId" IN (${own})`, [userId]);
  await pool.query(`DELETE FROM "AppGrant" WHERE "appId" IN (${own})`, [userId]);
  await pool.query(`UPDATE "App" SET "state" = 'deactivated', "epoch" = "epoch" + 1 WHERE "ownerId" = $1`, [userId]);
  await pool.query(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [userId, ours.roleIds.member]);
}

/** The app with which this caller's backend comes: the one it is about for `developer`, else one of the caller's own. */
export async function makeCallerApp(target: Target, caller: Caller, person: Person): Promise<TestApp> {
  if (caller === "developer") return target.app;
  const app = await makeApp(target.pool, { owner: person });
  if (caller !== "member") {
    await giveScope(target.pool, app, caller === "stranger" ? "user:read:user" : "user:read:user:admin");
  }
  return app;
}
