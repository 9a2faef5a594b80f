import type pg from "pg";
import { randomId, randomToken, tokenDigest } from "@/lib/crypto";
import { grantsOf } from "@/lib/rights/privileges";
import { makeAccount, makeApp, makePerson, removeApp, type TestApp } from "@/tests/support/world";

type Account = Awaited<ReturnType<typeof makeAccount>>;
export type Person = Awaited<ReturnType<typeof makePerson>>;

/**
 * Our account and another one on the same server. Every name contains its account's marker, so that a leak is noticed.
 */
export type World = { pool: pg.Pool; ours: Account; theirs: Account; theirOwner: Person };

/** What every name in our account, and in the other one, contains. */
export const markers = { ours: "OURS", theirs: "THEIRS" } as const;

export async function makeTwoAccounts(pool: pg.Pool): Promise<World> {
  const ours = await makeAccount(pool, `${markers.ours} Ltd`);
  const theirs = await makeAccount(pool, `${markers.theirs} Ltd`);
  const theirOwner = await makePerson(pool, theirs, "owner", `${markers.theirs} Owner`);
  await nameApp(pool, await makeApp(pool, { owner: theirOwner, scopes: ["user:read:user"] }), `${markers.theirs} app`);
  return { pool, ours, theirs, theirOwner };
}

/**
 * The state of the target's app. `offered`: activated, with a pending transfer to the stranger. `delivering`:
 * activated, with an enabled subscription.
 */
export type TargetState = "draft" | "activated" | "deactivated" | "removed" | "offered" | "delivering";

/** An event that needs no scope. */
export const openEvent = "app_deauthorized";

/** What a request is about: a developer's app with all that belongs to it, and links that are still open. */
export type Target = Awaited<ReturnType<typeof makeTarget>>;

export async function makeTarget(world: World, state: TargetState = "activated") {
  const { pool, ours } = world;
  const developer = await makePerson(pool, ours, "developer", `${markers.ours} Developer`);
  const atFirst = state === "draft" || state === "deactivated" ? state : "activated";
  const app = await makeApp(pool, { owner: developer, state: atFirst, scopes: ["user:read:user"] });
  const appName = `${markers.ours} app ${app.appId.slice(0, 6)}`;
  await nameApp(pool, app, appName);
  const subscription = { id: randomId(), name: `${markers.ours} hook`, url: "https://hooks.example.com/in" };
  await pool.query(
    `INSERT INTO "Subscription" ("id", "appId", "name", "url", "enabled") VALUES ($1, $2, $3, $4, true)`,
    [subscription.id, app.appId, subscription.name, subscription.url],
  );
  await rotateToken(pool, app);
  const deliveryId = await makeFailedDelivery(pool, app, subscription.id);
  if (state === "delivering") await putInService(pool, app, subscription.id);
  const news = await makeNews(pool, app, developer);
  if (state === "removed") await removeApp(pool, app);
  const heir = state === "offered" ? await offerApp(world, app, developer) : null;
  const sessionReference = tokenDigest(await openSession(world, developer));
  const rest = { ...(await makeLinks(world)), ...(await makePeople(world)) };
  return { ...world, developer, app, appName, subscription, deliveryId, heir, sessionReference, ...news, ...rest };
}

/** Makes the secret token look as if it had just been regenerated with an overlap. */
const rotateToken = (pool: pg.Pool, { appId }: TestApp) =>
  pool.query(
    `UPDATE "App" SET "previousTokenSealed" = "secretTokenSealed", "previousTokenId" = "secretTokenId",
       "previousTokenEndsAt" = now() + interval '1 day', "previousTokenSigns" = true, "secretTokenId" = $2 WHERE "id" = $1`,
    [appId, randomId()],
  );

const nameApp = (pool: pg.Pool, { appId }: TestApp, name: string) =>
  pool.query(`UPDATE "App" SET "name" = $2 WHERE "id" = $1`, [appId, name]);

/** An event of the account that failed to reach the subscription, with one attempt. */
async function makeFailedDelivery(pool: pg.Pool, { appId, accountId }: TestApp, subscriptionId: string) {
  const id = randomId();
  const body = JSON.stringify({ event: openEvent, payload: { account_id: accountId, note: `${markers.ours} body` } });
  await pool.query(`INSERT INTO "ReportedEvent" ("accountId", "id", "event", "body") VALUES ($1, $2, $3, $4)`, [
    accountId,
    id,
    openEvent,
    body,
  ]);
  await pool.query(
    `INSERT INTO "Delivery" ("id", "accountId", "reportId", "appId", "subscriptionId", "event", "state", "endedAt",
                             "attemptCount", "lastFailure")
     VALUES ($1, $2, $1, $3, $4, $5, 'failed', now(), 1, 'refused')`,
    [id, accountId, appId, subscriptionId, openEvent],
  );
  await pool.query(
    `INSERT INTO "DeliveryAttempt" ("deliveryId", "number", "startedAt", "url", "requestHeaders", "timings", "failure")
     VALUES ($1, 1, now(), 'https://hooks.example.com/in', '{"user-agent":"Patchbay"}', '{"total":3}', 'refused')`,
    [id],
  );
  return id;
}

/** Turns Event subscriptions on, and validates and enables the subscription with an event. */
async function putInService(pool: pg.Pool, { appId }: TestApp, subscriptionId: string): Promise<void> {
  await pool.query(`UPDATE "App" SET "eventsEnabled" = true WHERE "id" = $1`, [appId]);
  await pool.query(
    `UPDATE "Subscription" s SET "enabled" = true, "validatedUrl" = s."url", "validatedTokenId" = a."secretTokenId",
            "validatedAt" = now() FROM "App" a WHERE a."id" = s."appId" AND s."id" = $1`,
    [subscriptionId],
  );
  await pool.query(`INSERT INTO "SubscriptionEvent" ("subscriptionId", "eventId") VALUES ($1, $2)`, [
    subscriptionId,
    openEvent,
  ]);
}

/** A public key of the app, lost scopes that can be restored, a notice, and a scope request. */
async function makeNews(pool: pg.Pool, { appId, accountId }: TestApp, { userId }: Person) {
  const [noticeId, scopeRequestId, keyId] = [randomId(), randomId(), randomId()];
  await pool.query(
    `INSERT INTO "AppKey" ("id", "appId", "name", "jwksUrl") VALUES ($1, $2, $3, 'https://keys.example.com/')`,
    [keyId, appId, `${markers.ours} key`],
  );
  await pool.query(
    `INSERT INTO "ScopeLoss" ("appId", "actId", "cause", "chosen") VALUES ($1, $2, $3, '{user:read:settings}')`,
    [appId, randomId(), `${markers.ours} cause`],
  );
  await pool.query(`INSERT INTO "Notice" ("id", "appId", "kind", "message") VALUES ($1, $2, 'rotate-secrets', $3)`, [
    noticeId,
    appId,
    `${markers.ours} notice`,
  ]);
  await pool.query(
    `INSERT INTO "ScopeRequest" ("id", "accountId", "appId", "scopeId", "askedById")
     VALUES ($1, $2, $3, 'user:read:user:admin', $4)`,
    [scopeRequestId, accountId, appId, userId],
  );
  return { noticeId, scopeRequestId, keyId };
}

/** Offers the app to another developer of the account. */
async function offerApp({ pool, ours }: World, { appId, accountId }: TestApp, owner: Person): Promise<Person> {
  const heir = await makePerson(pool, ours, "developer", `${markers.ours} Heir`);
  await pool.query(
    `INSERT INTO "OwnershipTransfer" ("id", "accountId", "appId", "toId", "startedById", "startedBy", "expiresAt")
     VALUES ($1, $2, $3, $4, $5, $6, now() + interval '1 day')`,
    [randomId(), accountId, appId, heir.userId, owner.userId, owner.name],
  );
  return heir;
}

/** A custom role with one person, and a deactivated person. */
async function makePeople({ pool, ours }: World) {
  const role = { id: randomId(), name: `${markers.ours} role ${randomId()}` };
  await pool.query(`INSERT INTO "Role" ("id", "accountId", "kind", "name") VALUES ($1, $2, 'custom', $3)`, [
    role.id,
    ours.accountId,
    role.name,
  ]);
  for (const { privilege, access } of grantsOf({ Meetings: "edit" })) {
    await pool.query(
      `INSERT INTO "RoleGrant" ("roleId", "roleKind", "privilege", "access") VALUES ($1, 'custom', $2, $3)`,
      [role.id, privilege, access],
    );
  }
  const holder = await makePerson(pool, ours, "member", `${markers.ours} Holder`);
  await pool.query(`UPDATE "User" SET "roleId" = $2 WHERE "id" = $1`, [holder.userId, role.id]);
  const leaver = await makePerson(pool, ours, "member", `${markers.ours} Leaver`);
  await pool.query(`UPDATE "User" SET "status" = 'deactivated' WHERE "id" = $1`, [leaver.userId]);
  return { role, leaver };
}

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
  const identityRequestId = randomId();
  await pool.query(
    `INSERT INTO "IdentityRequest" ("id", "accountId", "userId", "issuer", "subject", "email", "name", "address")
     SELECT $1, "accountId", "id", 'https://id.example.com', $1, "email", $3, '192.0.2.1' FROM "User" WHERE "id" = $2`,
    [identityRequestId, inviter.userId, `${markers.ours} Anew`],
  );
  const resetToken = randomToken();
  await pool.query(
    `INSERT INTO "PasswordReset" ("tokenDigest", "userId", "expiresAt") VALUES ($1, $2, now() + interval '1 day')`,
    [tokenDigest(resetToken), inviter.userId],
  );
  return { inviter, invitation, identityRequestId, setUpToken, resetToken };
}

/** The session token for a new session's cookie. */
export async function openSession({ pool }: World, { userId }: Person): Promise<string> {
  const sessionToken = randomToken();
  await pool.query(
    `INSERT INTO "Session" ("id", "userId", "address", "userAgent", "expiresAt")
     VALUES ($1, $2, '127.0.0.1', 'test', now() + interval '1 hour')`,
    [tokenDigest(sessionToken), userId],
  );
  return sessionToken;
}
