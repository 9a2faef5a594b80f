import { afterAll, beforeAll, expect, it } from "vitest";
import { actionOutcome, actionRequest, callAction } from "@/tests/access/ask";
import { callers, makeCaller, signIn } from "@/tests/access/caller";
import { digests } from "@/tests/access/digest";
import { type GenuineAction, waysToForge } from "@/tests/access/forged-actions";
import { type Site, startSite } from "@/tests/access/site";
import type { ActionRow } from "@/tests/access/table";
import { actions } from "@/tests/access/table/actions";
import {
  makeTarget,
  makeTwoAccounts,
  type Person,
  type Target,
  type TargetState,
  type World,
} from "@/tests/access/world";
import { figure, times } from "@/tests/support/prove";
import { makeApp, makePerson } from "@/tests/support/world";

// Every action of the access table, sent by someone allowed to, and then forged in one respect.

let site: Site;
let world: World;
let cookies: GenuineAction["cookies"];
let foreignAppId: string;
const targets = new Map<TargetState, Target>();

beforeAll(async () => {
  site = await startSite({ WORKER: "off" });
  world = await makeTwoAccounts(site.pool);
  foreignAppId = (await makeApp(site.pool, { owner: world.theirOwner })).appId;
  const owner = () => makePerson(site.pool, world.ours, "owner");
  const gone = await owner();
  cookies = {
    ended: await deadSession(await owner(), `DELETE FROM "Session" WHERE "userId" = $1`),
    expired: await deadSession(await owner(), `UPDATE "Session" SET "expiresAt" = now() WHERE "userId" = $1`),
    deactivated: await deadSession(gone, `UPDATE "User" SET "status" = 'deactivated' WHERE "id" = $1`),
    "other account": await signIn(world, world.theirOwner),
  };
});

afterAll(() => site?.stop());

async function deadSession(person: Person, end: string): Promise<string> {
  const cookie = await signIn(world, person);
  await site.pool.query(end, [person.userId]);
  return cookie;
}

async function targetIn(state: TargetState): Promise<Target> {
  const target = targets.get(state) ?? (await makeTarget(world, state));
  targets.set(state, target);
  return target;
}

/** The action as sent by someone allowed to; null if no one is. */
async function genuine(name: string, row: ActionRow): Promise<GenuineAction | null> {
  const caller = callers.find((one) => row.who[one] === "ok");
  if (!caller) return null;
  const target = await targetIn(row.state ?? "activated");
  const person = await makeCaller(target, caller);
  const cookie = person && (await signIn(target, person));
  const input = row.input(target) as Record<string, unknown>;
  const request = actionRequest(site, name, target, cookie, JSON.stringify([input]));
  return { site, name, row, request, input, cookies, foreignAppId };
}

/** Picks `count` of all, evenly spread, so that every action and every kind of forgery comes up. */
const someOf = <One>(all: readonly One[], count: number): One[] =>
  all.filter((_one, at) => Math.floor((at * count) / all.length) !== Math.floor(((at - 1) * count) / all.length));

it("no forged action is accepted, and none changes anything", { timeout: times(60_000, 600_000) }, async () => {
  const found = await Promise.all(
    Object.entries(actions).map(async ([name, row]) => ({ name, g: await genuine(name, row) })),
  );
  const forged = found.flatMap(({ name, g }) =>
    g ? Object.entries(waysToForge).map(([how, forge]) => ({ what: `${name}: ${how}`, forge: () => forge(g) })) : [],
  );
  const before = await digests(site.pool);
  const chosen = someOf(forged, times(300, forged.length));
  const accepted: string[] = [];
  const failed: string[] = [];
  let sent = 0;
  const sendRest = async (): Promise<void> => {
    for (let one = chosen.pop(); one; one = chosen.pop()) {
      const request = await one.forge();
      if (!request) continue;
      sent++;
      const answer = await site.send(request);
      if (actionOutcome(answer) === "ok") accepted.push(one.what);
      if (answer.status >= 500) failed.push(`${one.what}: ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sendRest));
  expect({ accepted, failed }).toEqual({ accepted: [], failed: [] });
  expect(await digests(site.pool)).toEqual(before);
  expect(sent).toBeGreaterThanOrEqual(times(200, 236));
  figure("Forged server actions", `${sent} sent: 0 accepted, nothing changed`);
});

it("the same actions without the forgery are accepted, so the forged ones fail because of the forgery", async () => {
  for (const name of [
    "app/(console)/account/actions.ts renameAccountAction",
    "app/reset/[token]/actions.ts resetPasswordAction",
  ]) {
    const row = actions[name] as ActionRow;
    const target = await makeTarget(world);
    const owner = await makePerson(site.pool, world.ours, "owner");
    expect(await callAction(site, name, row, target, await signIn(world, owner))).toMatchObject({ outcome: "ok" });
  }
});
