import * as z from "zod";
import { lookups } from "@/lib/database/db";
import { row, typed } from "@/lib/database/rows";
import type { Operation } from "@/lib/http/operation";
import { coalesce } from "@/lib/tokens/coalesce";

/** A person's status in `/v2`: active, inactive (deactivated) or pending (invited). */
export const userStatuses = ["active", "inactive", "pending"] as const;

/** A person as `/v2` lists them, with the replicated platform's field names. */
export const listedUser = z.object({
  id: z.string().describe("The person's ID; while pending, the invitation's"),
  first_name: z.string().describe("The first word of the name; empty while pending"),
  last_name: z.string().describe("The rest of the name"),
  display_name: z.string(),
  email: z.string().describe("Empty if someone else proved that the address is theirs"),
  type: z.literal(2).describe("Always 2, the platform's code for a full member"),
  status: z.enum(userStatuses),
  role_id: z.string().describe("The ID of a role from GET /v2/roles"),
  created_at: z.iso.datetime().describe("In UTC, in whole seconds"),
});

export const ownUser = listedUser.extend({ account_id: z.string() });

export const getUser: Operation = {
  id: "getUser",
  summary: "Get the person who owns the app",
  answer: { status: 200, schema: ownUser },
  mayBeMissing: true,
};

/** A person, or an invitation, as the queries of this folder select them. */
export const userRow = row({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  status: z.string(),
  roleId: z.string(),
  createdAt: z.date(),
  accountId: z.string(),
});

type UserRow = z.output<typeof userRow>;

/** A person of this account; null for anyone else. */
export async function findApiUser(accountId: string, userId: string): Promise<z.output<typeof ownUser> | null> {
  const found = await findUser(userId);
  return found?.accountId === accountId ? { ...apiUser(found), account_id: found.accountId } : null;
}

const usersById = `
  SELECT "id", "name", "email", "status"::text AS "status", "roleId", "createdAt", "accountId"
    FROM "User" WHERE "id" = ANY($1)`;

const findUser = coalesce<string, UserRow | undefined>(async (ids) => {
  const { rows } = await lookups().query({ name: "users-by-id", text: usersById, values: [ids] });
  const users = new Map(typed(userRow, rows).map((one) => [one.id, one]));
  return ids.map((id) => users.get(id));
});

/** The row in the platform's format. */
export const apiUser = (user: UserRow): z.output<typeof listedUser> => ({
  id: user.id,
  ...nameParts(user.name),
  display_name: user.name,
  email: user.email ?? "",
  type: 2,
  status: statusOf(user.status),
  role_id: user.roleId,
  created_at: `${user.createdAt.toISOString().slice(0, 19)}Z`,
});

const statusOf = (status: string): (typeof userStatuses)[number] =>
  status === "active" || status === "pending" ? status : "inactive";

/** Patchbay stores one name, the platform two. The first word becomes the first name. */
export function nameParts(name: string): { first_name: string; last_name: string } {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  return { first_name: first, last_name: rest.join(" ") };
}
