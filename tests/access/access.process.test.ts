import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callAction, callMachine, newToken, openPart, openScreen, type Told } from "@/tests/access/ask";
import { type Caller, callers, downgrade, makeCaller, makeCallerApp, signIn } from "@/tests/access/caller";
import { digests } from "@/tests/access/digest";
import { type Site, startSite } from "@/tests/access/site";
import type { Outcomes } from "@/tests/access/table";
import { actions } from "@/tests/access/table/actions";
import { machines } from "@/tests/access/table/machines";
import { screens } from "@/tests/access/table/screens";
import { actionNames, actionOf, machineNames, screenAddresses } from "@/tests/access/things";
import {
  makeTarget,
  makeTwoAccounts,
  markers,
  type Person,
  type Target,
  type TargetState,
  type World,
} from "@/tests/access/world";

// Runs the access table: every cell is a request to the built server.

let site: Site;
let world: World;

beforeAll(async () => {
  // A worker would write on its own, without any caller.
  site = await startSite({ WORKER: "off", WEBHOOK_ALLOWED_PRIVATE_CIDRS: "127.0.0.0/8" });
  world = await makeTwoAccounts(site.pool);
});

afterAll(() => site?.stop());

/** Signs the caller in. `downgraded` loses the admin role in the middle of a session. */
async function enter(target: Target, caller: Caller): Promise<string | null> {
  const person = await makeCaller(target, caller);
  if (!person) return null;
  const cookie = await signIn(target, person);
  if (caller === "downgraded") await downgradeInSession(target, person, cookie);
  return cookie;
}

async function downgradeInSession(target: Target, person: Person, cookie: string): Promise<void> {
  const people = { who: {} as Outcomes, shows: (t: Target) => t.invitation.email };
  expect((await openScreen(site, "/people", people, target, cookie)).outcome).toBe("ok");
  await downgrade(target, person);
}

/**
 * Our own people must see nothing of the other account; the other account's people and the signed-out must see nothing
 * of ours.
 */
function expectNothingForeign(caller: Caller, { text }: Told): void {
  const ofOurs = caller !== "other" && caller !== "signedOut";
  if (!ofOurs) expect(text, `${caller} is told of our account`).not.toContain(markers.ours);
  if (caller !== "other") expect(text, `${caller} is told of the other account`).not.toContain(markers.theirs);
}

type Ask = (target: Target, caller: Caller) => Promise<() => Promise<Told>>;

/**
 * Asks as every caller and compares with the row. First all callers that are refused, on one target, after which
 * nothing in the database may have changed; then the others, each on a new target.
 */
async function expectRow(who: Outcomes, state: TargetState, byLink: boolean, ask: Ask): Promise<void> {
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

describe("the access table", () => {
  it("has a row for every screen and route in app/, and no other rows", () => {
    expect(Object.keys(screens).sort()).toEqual(screenAddresses().sort());
  });

  it("has a row for every server action, and no other rows", () => {
    expect([...new Set(Object.keys(actions).map(actionOf))].sort()).toEqual(actionNames().sort());
  });

  it("has a row for every machine route, and no other rows", () => {
    expect(Object.keys(machines).sort()).toEqual(machineNames().sort());
  });
});

const byLink = (name: string): boolean => /\[token\]|set-up/.test(name);

describe("a screen is shown only to those in the table, and shows nothing of another account to anyone", () => {
  it.each(Object.entries(screens))("%s", async (address, row) => {
    const target = await makeTarget(world);
    const told = new Map<Caller, Told>();
    await Promise.all(
      callers.map(async (caller) => {
        const cookie = await enter(target, caller);
        const answer = await openScreen(site, address, row, target, cookie);
        told.set(caller, answer);
        if (!byLink(address)) expectNothingForeign(caller, answer);
        const part = await openPart(site, address, row, target, cookie);
        const isShown = part.text.includes(row.shows(target));
        expect(isShown, `${caller} sees it without layouts`).toBe(answer.outcome === "ok");
        if (!byLink(address)) expectNothingForeign(caller, part);
      }),
    );
    expect(Object.fromEntries(callers.map((caller) => [caller, told.get(caller)?.outcome]))).toEqual(row.who);
  });
});

describe("a server action works only for those in the table, and changes nothing for all others", () => {
  it.each(Object.entries(actions))("%s", async (name, row) => {
    await expectRow(row.who, row.state ?? "activated", byLink(name), async (target, caller) => {
      const cookie = await enter(target, caller);
      return () => callAction(site, name, row, target, cookie);
    });
  });
});

describe("a machine route works only for those in the table, and changes nothing for all others", () => {
  it.each(Object.entries(machines))("%s", async (_name, row) => {
    await expectRow(row.who, "activated", false, async (target, caller) => {
      const about = { app: target.app, token: (await newToken(site, target.app)) ?? "" };
      const backend = await backendOf(target, caller);
      return () => callMachine(site, row, backend, about);
    });
  });
});

async function backendOf(target: Target, caller: Caller) {
  const person = await makeCaller(target, caller);
  if (!person) return {};
  const app = await makeCallerApp(target, caller, person);
  const token = await newToken(site, app);
  if (caller === "downgraded") await downgrade(target, person);
  return { app, ...(token ? { token } : {}) };
}
