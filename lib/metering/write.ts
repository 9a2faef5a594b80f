import * as z from "zod";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";

/** What an app did within an hour; `hour` is in hours since 1970. */
export type HourCount = {
  appId: string;
  hour: number;
  tokens: number;
  refusals: number;
  calls: number;
  introspections: number;
};

/** How often an app used a scope, and when last (seconds since 1970). */
export type ScopeCount = { appId: string; scopeId: string; lastAt: number; uses: number };

/** A refused request of an app's client; `at` is in seconds since 1970. */
export type Refused = { appId: string; at: number; path: string; reason: string; address: string };

/** The most refusals kept per app; the oldest are deleted. */
const mostRefusals = 1_000;

// Locked apps are skipped until the next write, so that counting never blocks an edit; counts of deleted apps are
// dropped. Rows are written in one fixed order, so that two servers cannot deadlock.
const freeApps = `free AS (
    SELECT "id" FROM "App" WHERE "id" IN (SELECT "appId" FROM noted) FOR KEY SHARE SKIP LOCKED
  )`;
const lockedApps = `SELECT "id" FROM "App"
   WHERE "id" IN (SELECT "appId" FROM noted) AND "id" NOT IN (SELECT "id" FROM free)`;

const addHours = `
  WITH noted AS (
    SELECT * FROM unnest($1::text[], $2::float8[], $3::int[], $4::int[], $5::int[], $6::int[])
      AS n("appId", "hour", "tokens", "refusals", "calls", "introspections")
  ), ${freeApps}, written AS (
    INSERT INTO "UsageHour" AS u ("appId", "hour", "tokens", "refusals", "calls", "introspections")
    SELECT "appId", to_timestamp("hour" * 3600), "tokens", "refusals", "calls", "introspections"
      FROM noted WHERE "appId" IN (SELECT "id" FROM free) ORDER BY 1, 2
    ON CONFLICT ("appId", "hour") DO UPDATE
      SET "tokens" = u."tokens" + excluded."tokens", "refusals" = u."refusals" + excluded."refusals",
          "calls" = u."calls" + excluded."calls", "introspections" = u."introspections" + excluded."introspections"
  ) ${lockedApps}`;

/** Adds to the apps' hourly counts; returns the rows of locked apps, which were not written. */
export const writeHours = (rows: HourCount[]): Promise<HourCount[]> =>
  write(rows, addHours, ["appId", "hour", "tokens", "refusals", "calls", "introspections"]);

const addScopeUses = `
  WITH noted AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::float8[], $4::bigint[]) AS n("appId", "scopeId", "lastAt", "uses")
  ), ${freeApps}, written AS (
    INSERT INTO "ScopeUse" AS u ("appId", "scopeId", "lastUsedAt", "uses")
    SELECT "appId", "scopeId", to_timestamp("lastAt"), "uses"
      FROM noted WHERE "appId" IN (SELECT "id" FROM free) ORDER BY 1, 2
    ON CONFLICT ("appId", "scopeId") DO UPDATE
      SET "lastUsedAt" = greatest(u."lastUsedAt", excluded."lastUsedAt"), "uses" = u."uses" + excluded."uses"
  ) ${lockedApps}`;

/** Adds to the scopes' use counts; returns the rows of locked apps, which were not written. */
export const writeScopeUses = (rows: ScopeCount[]): Promise<ScopeCount[]> =>
  write(rows, addScopeUses, ["appId", "scopeId", "lastAt", "uses"]);

const makeRoom = `
  DELETE FROM "AppRefusal" WHERE "id" IN (
    SELECT old."id"
      FROM (SELECT "appId", count(*) AS "coming" FROM unnest($1::text[]) AS n("appId") GROUP BY "appId") noted,
           LATERAL (SELECT "id" FROM "AppRefusal" WHERE "appId" = noted."appId"
                     ORDER BY "id" DESC OFFSET greatest(0, ${mostRefusals} - noted."coming")) old)`;

const addRefusals = `
  WITH noted AS (
    SELECT * FROM unnest($1::text[], $2::float8[], $3::text[], $4::text[], $5::text[])
      AS n("appId", "at", "path", "reason", "address")
  ), ${freeApps}, written AS (
    INSERT INTO "AppRefusal" ("appId", "at", "path", "reason", "address")
    SELECT "appId", to_timestamp("at"), "path", "reason", "address"
      FROM noted WHERE "appId" IN (SELECT "id" FROM free) ORDER BY "at"
  ) ${lockedApps}`;

/** Writes refusals, deleting the oldest to make room; returns the rows of locked apps, which were not written. */
export async function writeRefusals(rows: Refused[]): Promise<Refused[]> {
  await pool().query(makeRoom, [rows.map(({ appId }) => appId)]);
  return write(rows, addRefusals, ["appId", "at", "path", "reason", "address"]);
}

const lockedRow = row({ id: z.string() });

async function write<Row extends { appId: string }>(
  rows: Row[],
  text: string,
  columns: readonly (keyof Row)[],
): Promise<Row[]> {
  const values = columns.map((column) => rows.map((one) => one[column]));
  const { rows: locked } = await pool().query(text, values);
  const ids = new Set(typed(lockedRow, locked).map(({ id }) => id));
  return rows.filter(({ appId }) => ids.has(appId));
}
