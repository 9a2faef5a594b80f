import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { randomId } from "@/lib/crypto";
import { pool } from "@/lib/database/db";
import { rolesAnswer } from "@/lib/http/roles";
import { usersAnswer } from "@/lib/http/user-list";
import { ownUser } from "@/lib/http/users";
import { callUsersMe, type MachineServer, startMachine, tokenOf } from "@/tests/support/machine-server";
import { makeAccount, makeApp, makePerson, makeWorld } from "@/tests/support/world";

let w: Awaited<ReturnType<typeof makeAccounts>>;
let machine: MachineServer;

/** An account with five active people, one deactivated and two invited; one of the invitations has expired. */
async function makeAccounts() {
  const world = await makeWorld(pool());
  for (const name of ["Bea", "Cyd", "Dan"]) await makePerson(pool(), world.account, "developer", name);
  const gone = await makePerson(pool(), world.account, "member", "Eve");
  await pool().query(`UPDATE "User" SET "status" = 'deactivated' WHERE "id" = $1`, [gone.userId]);
  const invited = await invite(world, "new@example.com", "1 day");
  await invite(world, "late@example.com", "-1 day");
  const scopes = ["user:read:list_users:admin" as const, "role:read:list_roles:admin" as const];
  const reader = await makeApp(pool(), { owner: world.admin, scopes });
  const elsewhere = await makePerson(pool(), await makeAccount(pool()), "admin", "Zoe");
  const foreign = await makeApp(pool(), { owner: elsewhere, scopes });
  return { ...world, gone, invited, reader, foreign };
}

async function invite({ owner }: Awaited<ReturnType<typeof makeWorld>>, email: string, within: string) {
  const id = randomId();
  await pool().query(
    `INSERT INTO "Invitation" ("id", "accountId", "email", "roleId", "invitedById", "tokenDigest", "expiresAt")
     VALUES ($1, $2, $3, $4, $5, $1, now() + $6::interval)`,
    [id, owner.accountId, email, owner.roleId, owner.userId, within],
  );
  return id;
}

beforeAll(async () => {
  w = await makeAccounts();
  machine = await startMachine();
});

afterAll(() => machine.stop());

async function get(path: string, app = w.reader) {
  const headers = { authorization: `Bearer ${await tokenOf(machine, app)}` };
  return machine.send({ method: "GET", path, headers });
}

/** The response, checked to match its schema exactly. */
async function read<Schema extends z.ZodType>(path: string, schema: Schema, app = w.reader): Promise<z.output<Schema>> {
  const { status, json } = await get(path, app);
  expect(status).toBe(200);
  const told = schema.parse(json);
  expect(told).toEqual(json);
  return told;
}

describe("GET /v2/users", () => {
  it("lists every active person exactly once, page by page", async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let next = "";
    do {
      const page = await read(`/v2/users?page_size=2&next_page_token=${next}`, usersAnswer);
      expect(page).toMatchObject({ page_size: 2, total_records: 5 });
      seen.push(...page.users.map(({ display_name }) => display_name));
      sizes.push(page.users.length);
      next = page.next_page_token;
    } while (next !== "");
    expect(sizes).toEqual([2, 2, 1]);
    expect(seen.sort()).toEqual(["Ada Lovelace", "Bea", "Cyd", "Dan", "Grace Hopper"]);
  });

  it("lists everyone once by page number, and no one after the last page", async () => {
    const pages = await Promise.all(
      [1, 2, 3, 4].map((n) => read(`/v2/users?page_size=2&page_number=${n}`, usersAnswer)),
    );
    expect(pages.map(({ page_number, page_count, users }) => [page_number, page_count, users.length])).toEqual([
      [1, 3, 2],
      [2, 3, 2],
      [3, 3, 1],
      [4, 3, 0],
    ]);
    expect(new Set(pages.flatMap(({ users }) => users.map(({ id }) => id))).size).toBe(5);
    expect(pages.map(({ next_page_token }) => next_page_token !== "")).toEqual([true, true, false, false]);
  });

  it("follows next_page_token, whatever page_number says", async () => {
    const { next_page_token: next } = await read("/v2/users?page_size=2", usersAnswer);
    const second = await read(`/v2/users?page_size=2&next_page_token=${next}`, usersAnswer);
    expect(second).not.toHaveProperty("page_number");
    const numbered = await read(`/v2/users?page_size=2&page_number=7&next_page_token=${next}`, usersAnswer);
    expect(numbered.users).toEqual(second.users);
  });

  it("has no next page after a last page that is exactly full", async () => {
    expect(await read("/v2/users?page_size=5", usersAnswer)).toMatchObject({ next_page_token: "" });
  });

  it("lists 30 active people per page by default", async () => {
    const page = await read("/v2/users", usersAnswer);
    expect(page.page_size).toBe(30);
    expect(new Set(page.users.map(({ status }) => status))).toEqual(new Set(["active"]));
  });

  it("lists deactivated people as inactive", async () => {
    const { users, total_records } = await read("/v2/users?status=inactive", usersAnswer);
    expect({ total_records, ids: users.map(({ id }) => id) }).toEqual({ total_records: 1, ids: [w.gone.userId] });
  });

  it("lists open invitations as pending", async () => {
    const { users, total_records } = await read("/v2/users?status=pending", usersAnswer);
    expect(total_records).toBe(1);
    expect(users).toMatchObject([{ id: w.invited, email: "new@example.com", status: "pending", display_name: "" }]);
  });

  it.each([
    ["page_size=0", "page_size"],
    ["page_size=301", "page_size"],
    ["page_size=2.5", "page_size"],
    ["page_size=many", "page_size"],
    ["page_number=0", "page_number"],
    ["page_number=-1", "page_number"],
    ["page_number=two", "page_number"],
    ["page_number=1&page_number=2", "page_number"],
    ["status=asleep", "status"],
    ["status=active&status=pending", "status"],
    ["next_page_token=nonsense", "next_page_token"],
    [`next_page_token=${"a".repeat(501)}`, "next_page_token"],
  ])("refuses %.40s and names the parameter", async (query, field) => {
    const { status, json, headers } = await get(`/v2/users?${query}`);
    const errors = [{ field, message: expect.stringMatching(/^\p{Lu}.*\.$/u) }];
    expect({ status, json }).toEqual({ status: 400, json: { code: 300, message: "Validation Failed.", errors } });
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-request-id": expect.any(String) });
  });

  it("refuses a page token of another account or status, and a changed one", async () => {
    const { next_page_token: token } = await read("/v2/users?page_size=1", usersAnswer);
    const tampered = token.replace(/.$/, (last) => (last === "A" ? "Q" : "A"));
    const statuses = [
      (await get(`/v2/users?next_page_token=${token}`)).status,
      (await get(`/v2/users?next_page_token=${token}`, w.foreign)).status,
      (await get(`/v2/users?next_page_token=${token}&status=inactive`)).status,
      (await get(`/v2/users?next_page_token=${tampered}`)).status,
    ];
    expect(statuses).toEqual([200, 400, 400, 400]);
  });

  it("lists no one from another account", async () => {
    const { users } = await read("/v2/users", usersAnswer, w.foreign);
    expect(users.map(({ display_name }) => display_name)).toEqual(["Zoe"]);
  });

  it("requires its own scope", async () => {
    expect(await get("/v2/users", w.app)).toMatchObject({ status: 403, json: { code: 4711 } });
  });
});

describe("GET /v2/roles", () => {
  it("lists every role once by page number, and none after the last page", async () => {
    const { total_records: total, roles } = await read("/v2/roles", rolesAnswer);
    expect((await read("/v2/roles?page_number=2", rolesAnswer)).roles).toEqual([]);
    const pages = await Promise.all([1, 2, 3].map((n) => read(`/v2/roles?page_size=3&page_number=${n}`, rolesAnswer)));
    expect(pages.map(({ total_records }) => total_records)).toEqual([total, total, total]);
    expect(pages.flatMap((page) => page.roles)).toEqual(roles);
  });

  it("lists every role with the number of people in it", async () => {
    const { total_records, roles } = await read("/v2/roles", rolesAnswer);
    expect(total_records).toBe(4);
    expect(roles.map(({ name, total_members }) => [name, total_members])).toEqual([
      ["Admin", 1],
      ["Developer", 3],
      ["Member", 1],
      ["Owner", 1],
    ]);
  });

  it("requires its own scope", async () => {
    expect(await get("/v2/roles", w.app)).toMatchObject({ status: 403, json: { code: 4711 } });
  });
});

it("GET /v2/users/me matches its schema", async () => {
  const { json } = await callUsersMe(machine, await tokenOf(machine, w.app));
  expect(ownUser.parse(json)).toEqual(json);
});
