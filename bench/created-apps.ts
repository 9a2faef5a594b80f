import { performance } from "node:perf_hooks";
import { fillAccount, words } from "@/bench/fill-account";
import { newAccountOwner, onOwnDatabase } from "@/bench/own-database";
import type { Actor } from "@/lib/auth/actor";
import { listApps } from "@/lib/condition/list";
import { type AppListQuery, appListQuery } from "@/lib/condition/list-query";
import { db, pool } from "@/lib/database/db";

/** Created apps: how much longer a list takes with 100,000 apps than with 100 (docs/figures.md). */
export const name = "created-apps";

const [few, many] = [100, 100_000];
const rounds = 61;
/** An account with 100 apps has four pages; its third stands in for page 1,000. */
const deepPage = (apps: number): number => Math.min(1_000, apps / 25 - 1);

type Measured = { query: AppListQuery; name: string };
type Account = { actor: Actor; lists: Measured[] };

/** Prints each list's median for both sizes and their ratio; measured in one run, alternating. */
export async function run(): Promise<void> {
  await onOwnDatabase(async () => {
    const [small, large] = [await account(few), await account(many)];
    console.log(`list                        ${few} apps  ${many} apps  ratio   (median of ${rounds}, ms)`);
    for (const [i, list] of small.lists.entries()) await compare(small, large, list, large.lists[i] ?? list);
  });
}

async function compare(small: Account, large: Account, list: Measured, same: Measured): Promise<void> {
  const times: [number[], number[]] = [[], []];
  for (let round = -10; round < rounds; round++) {
    const taken = [await time(small.actor, list.query), await time(large.actor, same.query)] as const;
    // The first rounds are a warm-up.
    if (round >= 0) for (const i of [0, 1] as const) times[i].push(taken[i]);
  }
  const [a, b] = [median(times[0]), median(times[1])];
  console.log(
    `${list.name.padEnd(26)} ${a.toFixed(2).padStart(9)} ${b.toFixed(2).padStart(12)} ${(b / a).toFixed(2).padStart(6)}`,
  );
}

async function time(actor: Actor, query: AppListQuery): Promise<number> {
  const begun = performance.now();
  await listApps(actor, query);
  return performance.now() - begun;
}

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** A new account with this many apps, and the lists measured in it. */
async function account(apps: number): Promise<Account> {
  const actor = await newAccountOwner();
  const begun = performance.now();
  await fillAccount(pool(), actor.accountId, apps);
  console.log(`${apps} apps created in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return { actor, lists: await listsOf(actor, deepPage(apps)) };
}

async function listsOf(actor: Actor, page: number): Promise<Measured[]> {
  const { ownerId } = await db().app.findFirstOrThrow({ where: { accountId: actor.accountId } });
  const lists: Measured[] = [];
  const list = async (label: string, params: Record<string, string>) =>
    lists.push({ name: label, query: appListQuery(params) });
  await list("first page", {});
  for (const sort of ["newest", "name", "updated", "token"]) {
    await list(`sorted: ${sort}`, { sort });
    await list(`sorted: ${sort}, page 1,000`, { sort, after: await cursorOfPage(actor, sort, page) });
  }
  for (const status of ["draft", "activated", "deactivated"]) await list(`status: ${status}`, { status });
  await list("owner", { owner: ownerId });
  await list("owner, status, name", { owner: ownerId, status: "activated", sort: "name" });
  await list("search: frequent word", { search: words.frequent });
  await list("search: word of one in ten", { search: words.common });
  await list("search: rare word", { search: words.rare });
  await list("search: no hit", { search: words.none });
  await list("search: one letter", { search: "e" });
  await list("search: client ID", { search: await someClientId(actor) });
  await list("removed", { removed: "true" });
  return lists;
}

async function someClientId({ accountId }: Actor): Promise<string> {
  const { clientId } = await db().app.findFirstOrThrow({ where: { accountId }, orderBy: { createdAt: "asc" } });
  return clientId.slice(0, 10);
}

/** The cursor to this page. */
async function cursorOfPage(actor: Actor, sort: string, page: number): Promise<string> {
  let after = "";
  for (let at = 1; at < page; at++) after = (await listApps(actor, appListQuery({ sort, after }))).next ?? after;
  return after;
}
