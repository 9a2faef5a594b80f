import * as z from "zod";
import { pool } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import type { Operation } from "@/lib/http/operation";
import { pageNumber, pageSize } from "@/lib/http/user-list";

const role = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  total_members: z.int().describe("People with this role, including deactivated ones"),
});

const roleRow = row(role.shape);

/** The query parameters of `GET /v2/roles`. Without `page_size`, the first page has all roles. */
export const rolesQuery = z.object({
  page_size: pageSize.optional().describe("Default: all roles on one page"),
  page_number: pageNumber.default(1),
});

export const rolesAnswer = z.object({ total_records: z.int(), roles: z.array(role) });

export const listRoles: Operation = {
  id: "listRoles",
  summary: "List the account's roles, with the number of people in each",
  query: rolesQuery,
  answer: { status: 200, schema: rolesAnswer },
};

/** An account's roles, sorted by name, with how many people have each: one page of them, by default all. */
export async function listApiRoles(
  accountId: string,
  { page_size: size, page_number: number }: z.output<typeof rolesQuery>,
): Promise<z.output<typeof rolesAnswer>> {
  const { rows } = await pool().query(
    `SELECT r."id", r."name", r."description", count(u."id")::int AS "total_members"
       FROM "Role" r LEFT JOIN "User" u ON u."accountId" = r."accountId" AND u."roleId" = r."id"
      WHERE r."accountId" = $1
      GROUP BY r."id" ORDER BY r."name"`,
    [accountId],
  );
  const all = typed(roleRow, rows);
  const skipped = (number - 1) * (size ?? all.length);
  return { total_records: all.length, roles: all.slice(skipped, skipped + (size ?? all.length)) };
}
