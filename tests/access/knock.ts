import { expect } from "vitest";
import { openScreen, type Told } from "@/tests/access/ask";
import { type Caller, callers, downgrade, makeCaller, signIn } from "@/tests/access/caller";
import { digests } from "@/tests/access/digest";
import { type Site, startSite } from "@/tests/access/site";
import type { Outcomes } from "@/tests/access/table";
import {
  makeTarget,
  makeTwoAccounts,
  markers,
  type Person,
  type Target,
  type TargetState,
  type World,
} from "@/tests/access/world";

/** Where the rows of the access table are executed, each of their cells by a request to the built server. */
export type Door = { site: Site; world: World };

export async function openDoor(): Promise<Door> {
  // A worker would write in its own time what no caller did.
  const site = await startSite({ WORKER: "off", WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  return { site, world: await makeTwoAccounts(site.pool) };
}

/** Signs the caller in; who is downgraded is so in the middle of a session that was an admin's until then. */
export async function enter({ site }: Door, target: Target, caller: Caller): Promise<string | null> {
  const person = await makeCaller(target, caller);
  if (!person) return null;
  const cookie = await signIn(target, person);
  if (caller === "downgraded") await downgradeInSession(site, target, person, cookie);
  return cookie;
}

async function downgradeInSession(site: Site, target: Target, person: Person, cookie: string): Promise<void> {
  const people = { who: {} as Outcomes, shows: (t: Target) => t.invitation.email };
  expect((await openScreen(site, "/people", people, target, cookie)).outcome).toBe("ok");
  await downgrade(target, person);
}

/** Our own people are not told of the other account, nor the other account's and strangers of ours. */
export function expectNothingForeign(caller: Caller, { text }: Told): void {
  const ofOurs = caller !== "other" && caller !== "signedOut";
  if (!ofOurs) expect(text, `${caller} is told of our account`).not.toContain(markers.ours);
  if (caller !== "other") expect(text, `${caller} is told of the other account`).not.toContain(markers.theirs);
}

type Ask = (target: Target, caller: Caller) => Promise<() => Promise<Told>>;

/** How the target stands, and whether a link alone opens what is asked for. */
type Stand = { state?: TargetState; byLink: boolean };

/** Whether a screen or an action is reached by a link that was sent, whoever follows it. */
export const isByLink = (name: string): boolean => /\[token\]|set-up/.test(name);

/**
 * Asks as every caller and compares with the row: those that are refused first, all on one target, after which nothing
 * in the database may have changed; then the others, each on a new one.
 */
export async function expectRow(
  { site, world }: Door,
  who: Outcomes,
  { state = "activated", byLink }: Stand,
  ask: Ask,
): Promise<void> {
  const refused = callers.filter((caller) => who[caller] !== "ok");
  const target = await makeTarget(world, state);
  const attempts = await Promise.all(refused.map(async (caller) => ({ caller, go: await ask(target, caller) })));
  const before = await digests(site.pool);
  const told = new Map<Caller, Told>();
  await Promise.all(attempts.map(async ({ caller, go }) => told.set(caller, await go())));
  expect(await digests(site.pool)).toEqual(before);
  for (const caller of callers.filter((one) => !refused.includes(one))) {
    told.set(caller, await (await ask(await makeTarget(world, state), caller))());
  }
  expect(Object.fromEntries(callers.map((caller) => [caller, told.get(caller)?.outcome]))).toEqual(who);
  if (!byLink) for (const [caller, answer] of told) expectNothingForeign(caller, answer);
}
