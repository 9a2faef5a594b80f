import * as z from "zod";
import { pool } from "@/lib/database/db";
import type { Operation } from "@/lib/http/operation";

const role = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  total_members: z.int().describe("People with this role, including deactivated ones"),
});

export const rolesAnswer = z.object({ total_records: z.int(), roles: z.array(role) });

export const listRoles: Operation = {
  id: "listRoles",
  summary: "List the account's roles, with the number of people in each",
  answer: { status: 200, schema: rolesAnswer },
};

/** All roles of an account, sorted by name, with how many people have each. */
export async function listApiRoles(accountId: string): Promise<z.output<typeof rolesAnswer>> {
  const { rows } = await pool().query<z.output<typeof role>>(
    `SELECT r."id", r."name", r."description", count(u."id")::int AS "total_members"
       FROM "Role" r LEFT JOIN "User" u ON u."accountId" = r."accountId" AND u."roleId" = r."id"
      WHERE r."accountId" = $1
      GROUP BY r."id" ORDER BY r."name"`,
    [accountId],
  );
  return { total_records: rows.length, roles: rows };
}
