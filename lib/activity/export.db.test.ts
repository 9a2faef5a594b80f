import { beforeEach, describe, expect, it } from "vitest";
import { exportActivity, exportAppActivity } from "@/lib/activity/export";
import { activityFilter } from "@/lib/activity/filter";
import { listActivity } from "@/lib/activity/queries";
import { createApp } from "@/lib/apps/commands";
import { record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { randomId } from "@/lib/crypto";
import { db } from "@/lib/database/db";
import { newAccount } from "@/tests/support/actors";

type Account = Awaited<ReturnType<typeof newAccount>>;

let account: Account;
let owner: Actor;
let admin: Actor;

beforeEach(async () => {
  account = await newAccount();
  owner = await account.as("owner");
  admin = await account.as("admin");
});

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("an export", () => {
  it("contains every matching entry, newest first, across the pages it is read in", async () => {
    const target = { id: "x", name: '=1+"1",\r\nZoë' };
    const strips = Array.from({ length: 2_345 }, () => ({ action: "app.scopesStripped" as const, target }));
    await db().$transaction((tx) => record(tx, admin, randomId(), strips));
    const params = activityFilter({ by: admin.userId });
    const entries = JSON.parse(await textOf(await exportActivity(owner, params, "json")));
    expect(entries).toHaveLength(2_345);
    const ids = entries.map((entry: { id: string }) => Number(entry.id));
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => b - a));
    expect(entries[0]).toMatchObject({
      person: "admin",
      action: "app.scopesStripped",
      target: target.name,
      before: null,
    });
    const csv = await textOf(await exportActivity(owner, params, "csv"));
    expect(csv.split('"app.scopesStripped"')).toHaveLength(2_346);
    expect(csv).toContain(`"'=1+""1"",\r\nZoë"`);
  });

  it("of nothing is an empty array, or only the column names", async () => {
    const nothing = activityFilter({ by: "nobody" });
    expect(JSON.parse(await textOf(await exportActivity(owner, nothing, "json")))).toEqual([]);
    expect(await textOf(await exportActivity(owner, nothing, "csv"))).toMatch(/^"id","at","person".*"act_id"\r\n$/);
  });

  it("is itself in the audit log, with its filter", async () => {
    await exportActivity(admin, activityFilter({ what: "roles" }), "csv");
    const page = await listActivity(owner, activityFilter({}), null);
    expect(page?.acts[0]?.cause).toMatchObject({
      action: "account.activityExported",
      actorId: admin.userId,
      after: { format: "csv", what: "roles" },
    });
  });

  it("of an app that doesn't exist or is ambiguous is refused", async () => {
    await expect(exportActivity(owner, activityFilter({ app: "no such app" }), "csv")).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await listActivity(owner, activityFilter({ what: "exports" }), null)).toMatchObject({ acts: [] });
  });

  it("is only for those who may see the page, and has no IP addresses for those who see none there", async () => {
    const { appId } = await createApp(admin, { name: "Theirs" });
    const app = { id: appId, name: "Theirs", ownerId: admin.userId };
    const developer = await account.as("developer");
    const all = activityFilter({});
    await expect(exportActivity(developer, all, "csv")).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportAppActivity(await account.as("member"), app, all, "csv")).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await textOf(await exportAppActivity(developer, app, all, "json"))).not.toContain("127.0.0.1");
    expect(await textOf(await exportAppActivity(admin, app, all, "json"))).toContain("127.0.0.1");
  });

  it("contains nothing from another account", async () => {
    await createApp(admin, { name: "Ours" });
    const stranger = await (await newAccount()).as("owner");
    expect(await textOf(await exportActivity(stranger, activityFilter({}), "json"))).not.toContain("Ours");
    expect(await textOf(await exportActivity(stranger, activityFilter({ by: admin.userId }), "json"))).toBe("[]\n");
  });
});
