import * as z from "zod";
import { Prisma } from "@/generated/prisma/client";
import { findAuditedApps } from "@/lib/activity/choices";
import { csvLine } from "@/lib/activity/csv";
import { type ActivityFilter, activityParams } from "@/lib/activity/filter";
import { type AuditRange, type Matching, matching } from "@/lib/activity/matching";
import { wordsOf } from "@/lib/audit/actions";
import { type AuditEntryInput, record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { transaction } from "@/lib/database/transaction";
import { Refusal } from "@/lib/refusal";
import { mayEditApp, maySeeAccount, maySeeApps } from "@/lib/rights/rules";

const rowsPerPage = 1000;

export type ExportFormat = "csv" | "json";

/**
 * Exports the account's activity that matches the filter, newest first. The file is generated in pieces, read page by
 * page as they are consumed, so that it can have any length. The export is recorded in the audit log.
 * @throws Refusal `forbidden`, `not-found` if the filter's app matches no app or several
 */
export async function exportActivity(
  actor: Actor,
  filter: ActivityFilter,
  format: ExportFormat,
): Promise<AsyncGenerator<string>> {
  if (!maySeeAccount(actor)) throw new Refusal("forbidden", "You need Account: View to export the activity.");
  const apps = filter.app === null ? null : await findAuditedApps(actor, filter.app);
  if (apps && apps.length !== 1)
    throw new Refusal("not-found", "This matches no app, or more than one. Choose one by its ID.");
  const range = { accountId: actor.accountId, appId: apps?.[0]?.id ?? null };
  const target = { id: actor.accountId, name: actor.accountName };
  await recordExport(actor, { action: "account.activityExported", target }, filter, format);
  return fileOf(range, filter, format, true);
}

/**
 * Like `exportActivity`, for one app. People who may see apps but not the account get no IP addresses.
 * @throws Refusal `not-found`
 */
export async function exportAppActivity(
  actor: Actor,
  app: { id: string; name: string; ownerId: string },
  filter: ActivityFilter,
  format: ExportFormat,
): Promise<AsyncGenerator<string>> {
  if (!maySeeApps(actor)) throw new Refusal("not-found", "This app does not exist.");
  const target = { id: app.id, name: app.name };
  await recordExport(actor, { action: "app.activityExported", target, appId: app.id }, filter, format);
  return fileOf({ accountId: actor.accountId, appId: app.id }, filter, format, mayEditApp(actor, app));
}

async function recordExport(actor: Actor, entry: AuditEntryInput, filter: ActivityFilter, format: ExportFormat) {
  const after = { format, ...Object.fromEntries(activityParams(filter)) };
  await transaction((tx) => record(tx, actor, randomId(), [{ ...entry, after }]));
}

function fileOf(range: AuditRange, filter: ActivityFilter, format: ExportFormat, withAddresses: boolean) {
  const pages = pagesOf(matching(range, filter), withAddresses);
  return format === "csv" ? csvOf(pages) : jsonOf(pages);
}

/** An entry as it is exported; `before` and `after` are JSON. */
const entryRow = row({
  id: z.string(),
  at: z.date(),
  action: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  address: z.string(),
  appId: z.string().nullable(),
  targetId: z.string(),
  targetName: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  actId: z.string(),
});

type ExportedEntry = z.output<typeof entryRow>;

/** Each page is a separate query, so that a slow reader holds no connection or transaction. */
async function* pagesOf(matches: Matching, withAddresses: boolean): AsyncGenerator<ExportedEntry[]> {
  let below = Prisma.empty;
  for (;;) {
    const query = Prisma.sql`
      SELECT e."id"::text, e."at", e."action", e."actorId", e."actorName", e."address", e."appId", e."targetId",
             e."targetName", e."before"::text, e."after"::text, e."actId"
      FROM "AuditEntry" e WHERE ${matches("e")} ${below} ORDER BY e."id" DESC LIMIT ${rowsPerPage}`;
    const rows = typed(entryRow, (await pool().query(query.text, query.values)).rows);
    yield withAddresses ? rows : rows.map((entry) => ({ ...entry, address: "" }));
    const last = rows[rowsPerPage - 1];
    if (!last) return;
    below = Prisma.sql`AND e."id" < ${last.id}::bigint`;
  }
}

const columns = ["id", "at", "person", "person_id", "address", "action", "words", "target", "target_id", "app_id"];
const jsonColumns = ["before", "after"];

const cellsOf = (entry: ExportedEntry) => [
  entry.id,
  entry.at.toISOString(),
  entry.actorName,
  entry.actorId,
  entry.address,
  entry.action,
  wordsOf(entry.action),
  entry.targetName,
  entry.targetId,
  entry.appId,
];

async function* csvOf(pages: AsyncGenerator<ExportedEntry[]>): AsyncGenerator<string> {
  yield csvLine([...columns, ...jsonColumns, "act_id"]);
  for await (const page of pages) {
    yield page.map((entry) => csvLine([...cellsOf(entry), entry.before, entry.after, entry.actId])).join("");
  }
}

/** One JSON array, one entry per line. */
async function* jsonOf(pages: AsyncGenerator<ExportedEntry[]>): AsyncGenerator<string> {
  let opening = "[\n";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield opening + page.map(jsonEntry).join(",\n");
    opening = ",\n";
  }
  yield opening === "[\n" ? "[]\n" : "\n]\n";
}

function jsonEntry(entry: ExportedEntry): string {
  const cells = cellsOf(entry);
  const fields = columns.map((name, index) => `"${name}":${JSON.stringify(cells[index])}`);
  return `{${fields.join(",")},"before":${entry.before},"after":${entry.after},"act_id":${JSON.stringify(entry.actId)}}`;
}
