import * as z from "zod";
import { seal, unseal } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import { validationFailed } from "@/lib/http/errors";
import type { Operation } from "@/lib/http/operation";
import { apiUser, listedUser, userRow, userStatuses } from "@/lib/http/users";

const defaultPageSize = 30;
const maxPageSize = 300;
const tokenProblem = "Send the next_page_token of the previous page, with the same status.";
const numberProblem = "Send a whole number from 1.";
const sizeProblem = `Send a whole number from 1 to ${maxPageSize}.`;

/** `page_number`, for clients that don't follow `next_page_token`. */
export const pageNumber = z
  .string()
  .regex(/^\d{1,9}$/, numberProblem)
  .transform(Number)
  .pipe(z.int().min(1, numberProblem));

export const pageSize = z
  .string()
  .regex(/^\d{1,9}$/, sizeProblem)
  .transform(Number)
  .pipe(z.int().min(1, sizeProblem).max(maxPageSize, sizeProblem));

/** The query parameters of `GET /v2/users`. */
export const usersQuery = z.object({
  status: z
    .enum(userStatuses, "Send active, inactive or pending.")
    .default("active")
    .describe("Active, deactivated (inactive) or invited people who have not joined (pending)"),
  page_size: pageSize.default(defaultPageSize),
  page_number: pageNumber.default(1).describe("Ignored with next_page_token, which doesn't miss or repeat people"),
  next_page_token: z
    .string()
    .max(500, tokenProblem)
    .optional()
    .describe("From the previous page; send it with the same status"),
});

export const usersAnswer = z.object({
  page_count: z.int().describe("How many pages of this size there are"),
  page_number: z.int().optional().describe("Left out with next_page_token"),
  page_size: z.int(),
  next_page_token: z.string().describe("Leads to the next page; empty on the last page"),
  total_records: z.int().describe("Total on all pages"),
  users: z.array(listedUser),
});

export const listUsers: Operation = {
  id: "listUsers",
  summary: "List the account's people, page by page",
  query: usersQuery,
  answer: { status: 200, schema: usersAnswer },
};

type Page = z.output<typeof usersQuery>;

const totalRow = row({ total: z.number() });

/**
 * One page of an account's people, ordered by id. Ids never change, so anyone who is there from the first page to the
 * last appears exactly once.
 * @throws ApiError 400, code 300: a token that is not from a page of this account and status
 */
export async function listApiUsers(accountId: string, page: Page): Promise<z.output<typeof usersAnswer>> {
  const place = `users-page:${accountId}:${page.status}`;
  const isNumbered = page.next_page_token === undefined;
  const after = page.next_page_token === undefined ? "" : openPlace(page.next_page_token, place);
  const skipped = isNumbered ? (page.page_number - 1) * page.page_size : 0;
  const rows = sources[page.status];
  const [found, counted] = await Promise.all([
    pool().query(`${rows} AND "id" > $2 ORDER BY "id" LIMIT $3 OFFSET $4`, [
      accountId,
      after,
      page.page_size + 1,
      skipped,
    ]),
    pool().query(`SELECT count(*)::int AS "total" FROM (${rows}) AS u`, [accountId]),
  ]);
  const all = typed(userRow, found.rows);
  const users = all.slice(0, page.page_size);
  const last = all.length > users.length ? users.at(-1) : undefined;
  const total = typed(totalRow, counted.rows)[0]?.total ?? 0;
  return {
    page_count: Math.ceil(total / page.page_size),
    ...(isNumbered && { page_number: page.page_number }),
    page_size: page.page_size,
    next_page_token: last ? seal(last.id, place) : "",
    total_records: total,
    users: users.map(apiUser),
  };
}

const people = (status: string): string => `
  SELECT "id", "name", "email", "status"::text AS "status", "roleId", "createdAt", "accountId"
    FROM "User" WHERE "accountId" = $1 AND "status" = '${status}'`;

const sources: Record<Page["status"], string> = {
  active: people("active"),
  inactive: people("deactivated"),
  pending: `
    SELECT "id", '' AS "name", "email", 'pending' AS "status", "roleId", "createdAt", "accountId"
      FROM "Invitation"
     WHERE "accountId" = $1 AND "acceptedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > clock_timestamp()`,
};

function openPlace(token: string, place: string): string {
  try {
    return unseal(token, place);
  } catch {
    throw validationFailed([{ field: "next_page_token", message: tokenProblem }]);
  }
}
