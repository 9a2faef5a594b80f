import { pool } from "@/lib/db";
import { sharedQuery } from "@/lib/tokens/shared-query";

/** A person as `/v2` shows them, in the replicated platform's words. */
type ApiUser = {
  id: string;
  first_name: string;
  last_name: string;
  display_name: string;
  email: string;
  type: 2;
  status: "active" | "inactive";
  role_id: string;
  created_at: string;
  account_id: string;
};

type Row = {
  id: string;
  name: string;
  email: string;
  status: string;
  roleId: string;
  createdAt: Date;
  accountId: string;
};

/** A person of this account, null for anyone else. */
export async function findApiUser(accountId: string, userId: string): Promise<ApiUser | null> {
  const row = await findUser(userId);
  return row?.accountId === accountId ? apiUser(row) : null;
}

const usersById = `
  SELECT "id", "name", "email", "status"::text AS "status", "roleId", "createdAt", "accountId"
    FROM "User" WHERE "id" = ANY($1)`;

const findUser = sharedQuery<Row>(async (ids) => {
  const { rows } = await pool().query<Row>({ name: "users-by-id", text: usersById, values: [ids] });
  return new Map(rows.map((row) => [row.id, row]));
});

const apiUser = (row: Row): ApiUser => ({
  id: row.id,
  ...nameParts(row.name),
  display_name: row.name,
  email: row.email,
  type: 2,
  status: row.status === "active" ? "active" : "inactive",
  role_id: row.roleId,
  created_at: `${row.createdAt.toISOString().slice(0, 19)}Z`,
  account_id: row.accountId,
});

/** Patchbay keeps one name; the platform's form has two. The first word is taken for the first name. */
export function nameParts(name: string): { first_name: string; last_name: string } {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  return { first_name: first, last_name: rest.join(" ") };
}
