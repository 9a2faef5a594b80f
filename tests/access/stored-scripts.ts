import type pg from "pg";
import { randomId } from "@/lib/crypto";
import type { Target } from "@/tests/access/world";

/** Calls `ran` if a browser parses it as markup. At most 50 characters, the limit of an app's name. */
export const markup = "<img src=x onerror=ran() data-planted>";

/** The same for every context a text may end up in: text, attributes, scripts, styles, templates, links. */
export const markups = `"'>${markup}</script><script data-planted>ran()</script></textarea></title></style><svg/onload=ran() data-planted><a href="javascript:ran()" data-planted>x</a>\${ran()}{{ran()}}`;

/** Runs first on the page and defines `ran`, which {@link markups} would call. */
export const watchRuns = "globalThis.ran = () => { globalThis.hasRun = true; };";

/** Columns of an account with text written by people or their systems, and how to find their rows. */
const columns = [
  ...["Account.name by id", "User.name by accountId", "Role.name by accountId", "Role.description by accountId"],
  ...["App.shortDescription by accountId", "App.companyName by accountId", "App.contactName by accountId"],
  ...["App.contactEmail by accountId", "App.activatedByName by accountId", "OwnershipTransfer.startedBy by accountId"],
  ...["Subscription.name by app", "AppKey.name by app", "Notice.message by app", "ScopeLoss.cause by app"],
] as const;

const ofApps = `"appId" IN (SELECT "id" FROM "App" WHERE "accountId" = $1)`;
const ofDeliveries = `"deliveryId" IN (SELECT "id" FROM "Delivery" WHERE "accountId" = $1)`;

/**
 * Writes markup and scripts into everything that people, endpoints and backends of the target's account can write,
 * bypassing all rules, even where a command would refuse them.
 */
export async function plantScripts({ pool, ours, app, subscription, invitation }: Target): Promise<void> {
  const { accountId } = ours;
  for (const column of columns) {
    const [, table, name, key] = /^(\w+)\.(\w+) by (\w+)$/.exec(column) ?? [];
    const where = key === "app" ? ofApps : `"${key}" = $1`;
    // Role names are unique in their account.
    const value = table === "Role" ? `"id" || $2` : "$2";
    await pool.query(`UPDATE "${table}" SET "${name}" = ${value} WHERE ${where}`, [accountId, markups]);
  }
  await pool.query(`UPDATE "App" SET "name" = $2 WHERE "accountId" = $1`, [accountId, markup]);
  await pool.query(`UPDATE "Session" SET "userAgent" = $1, "address" = $1`, [markups]);
  await pool.query(`UPDATE "Invitation" SET "email" = lower($2) WHERE "id" = $1`, [
    invitation.id,
    `${markups}@x.example`,
  ]);
  await pool.query(`UPDATE "AppKey" SET "jwksUrl" = 'javascript:ran()' WHERE "appId" = $1`, [app.appId]);
  await pool.query(`UPDATE "Subscription" SET "url" = 'javascript:ran()//' || $2 WHERE "id" = $1`, [
    subscription.id,
    markups,
  ]);
  await plantDeliveries(pool, accountId);
  await plantRecords(pool, accountId, app.appId);
}

async function plantDeliveries(pool: pg.Pool, accountId: string): Promise<void> {
  const event = JSON.stringify({ event: markups, payload: { [markups]: markups } });
  const headers = JSON.stringify({
    [`x-${markups}`]: markups,
    "content-type": "text/html",
    location: "javascript:ran()",
  });
  await pool.query(`UPDATE "ReportedEvent" SET "body" = $2 WHERE "accountId" = $1`, [accountId, event]);
  await pool.query(
    `UPDATE "DeliveryAttempt" SET "url" = $2, "address" = $2, "requestHeaders" = $3, "responseHeaders" = $3, "status" = 500,
            "responseBody" = $2, "failure" = 'status', "message" = $2 WHERE ${ofDeliveries}`,
    [accountId, markups, headers],
  );
}

async function plantRecords(pool: pg.Pool, accountId: string, appId: string): Promise<void> {
  const change = JSON.stringify({ name: markups, [markups]: markups, list: [markups], none: null });
  for (const action of ["app.created", "app.informationChanged", "app.renamed", markups]) {
    await pool.query(
      `INSERT INTO "AuditEntry" ("accountId", "action", "actorName", "address", "appId", "targetId", "targetName", "before",
                                 "after", "actId") VALUES ($1, $2, $3, $3, $4, $4, $3, '{}', $5, $6)`,
      [accountId, action, markups, appId, change, randomId()],
    );
  }
  await pool.query(`INSERT INTO "AppRefusal" ("appId", "path", "reason", "address") VALUES ($1, $2, $2, $2)`, [
    appId,
    markups,
  ]);
}
