import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { renameAccount } from "@/lib/accounts/rename";
import { findOpenSetUpLink, makeSetUpLink, prepareFirstAccount, setUpAccount } from "@/lib/accounts/set-up";
import { listSigningKeys } from "@/lib/accounts/signing-keys";
import { db } from "@/lib/database/db";
import { listPeople } from "@/lib/people/queries";
import { ensureSigningKey } from "@/lib/tokens/key-rotation";
import { newAccount } from "@/tests/support/actors";

const tokenIn = (link: string | null) => new URL(link ?? "").searchParams.get("token") ?? "";
const owner = (accountName: string) => ({
  accountName,
  name: "Olga",
  email: `${randomUUID()}@example.com`,
  password: "long enough",
});

beforeEach(async () => {
  await db().setUpLink.deleteMany();
});

it("a link for another account names it, works once, and leaves other such links open", async () => {
  const [first, second] = [tokenIn(await makeSetUpLink("Harbour")), tokenIn(await makeSetUpLink("Lighthouse"))];
  expect(await findOpenSetUpLink(first)).toEqual({ accountName: "Harbour" });
  const uses = [1, 2].map(() => setUpAccount({ ...owner("Harbour"), token: first }, ""));
  const outcomes = (await Promise.allSettled(uses)).map((one) =>
    one.status === "fulfilled" ? "made" : one.reason.code,
  );
  expect(outcomes.sort()).toEqual(["link-not-usable", "made"]);
  expect(await findOpenSetUpLink(first)).toBeNull();
  expect(await findOpenSetUpLink(second)).toEqual({ accountName: "Lighthouse" });
});

it("an expired link sets up nothing", async () => {
  const token = tokenIn(await makeSetUpLink("Harbour"));
  await db().setUpLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  await expect(setUpAccount({ ...owner("Harbour"), token }, "")).rejects.toMatchObject({ code: "link-not-usable" });
});

it("once there is an account, no link for the first one is open or can be created", async () => {
  await db().setUpLink.create({ data: { tokenDigest: randomUUID(), expiresAt: new Date(Date.now() + 60_000) } });
  await setUpAccount({ ...owner("Harbour"), token: tokenIn(await makeSetUpLink("Harbour")) }, "");
  expect(await db().setUpLink.count({ where: { usedAt: null } })).toBe(0);
  expect(await prepareFirstAccount()).toBeNull();
});

it("accounts of one installation can't see each other", async () => {
  const [one, other] = [await newAccount(), await newAccount()];
  const [actor, stranger] = [await one.as("owner"), await other.as("owner")];
  const people = (await listPeople(actor)).map(({ id }) => id);
  expect(people).toContain(actor.userId);
  expect(people).not.toContain(stranger.userId);
});

it("renaming the account requires Account: Edit and is recorded once, with the previous name", async () => {
  const account = await newAccount();
  const [admin, developer] = [await account.as("admin"), await account.as("developer")];
  await expect(renameAccount(developer, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  await renameAccount(admin, { name: "New Harbour" });
  await renameAccount(admin, { name: "New Harbour" });
  const entries = await db().auditEntry.findMany({
    where: { accountId: account.accountId, action: "account.renamed" },
  });
  expect(entries.map(({ before, after }) => ({ before, after }))).toEqual([
    { before: { name: admin.accountName }, after: { name: "New Harbour" } },
  ]);
});

it("only a signing key's ID, start time and state are shown, never the key", async () => {
  await ensureSigningKey();
  const keys = await listSigningKeys();
  expect(keys.map(({ state }) => state)).toContain("current");
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(["kid", "since", "state"]);
});
