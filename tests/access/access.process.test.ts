import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callMachine, newToken, openPart, openScreen, type Told } from "@/tests/access/ask";
import { type Caller, callers, downgrade, makeCaller, makeCallerApp } from "@/tests/access/caller";
import { type Door, enter, expectNothingForeign, expectRow, isByLink, openDoor } from "@/tests/access/knock";
import { actions } from "@/tests/access/table/actions";
import { machines } from "@/tests/access/table/machines";
import { screens } from "@/tests/access/table/screens";
import { actionNames, actionOf, machineNames, screenAddresses } from "@/tests/access/things";
import { makeTarget, type Target } from "@/tests/access/world";

// The table is executed: each of its cells is a request to the built server. Its actions: actions.process.test.ts.

let door: Door;

beforeAll(async () => {
  door = await openDoor();
});

afterAll(() => door?.site.stop());

describe("the access table", () => {
  it("has a row for every screen and route of app/, and none beside them", () => {
    expect(Object.keys(screens).sort()).toEqual(screenAddresses().sort());
  });

  it("has a row for every server action, and none beside them", () => {
    expect([...new Set(Object.keys(actions).map(actionOf))].sort()).toEqual(actionNames().sort());
  });

  it("has a row for every machine route, and none beside them", () => {
    expect(Object.keys(machines).sort()).toEqual(machineNames().sort());
  });
});

describe("a screen is shown to whom the table says, and nothing of another account to anybody", () => {
  it.each(Object.entries(screens))("%s", async (address, row) => {
    const target = await makeTarget(door.world);
    const told = new Map<Caller, Told>();
    await Promise.all(
      callers.map(async (caller) => {
        const cookie = await enter(door, target, caller);
        const answer = await openScreen(door.site, address, row, target, cookie);
        told.set(caller, answer);
        if (!isByLink(address)) expectNothingForeign(caller, answer);
        const part = await openPart(door.site, address, row, target, cookie);
        const isShown = part.text.includes(row.shows(target));
        expect(isShown, `${caller} sees it without layouts`).toBe(answer.outcome === "ok");
        if (!isByLink(address)) expectNothingForeign(caller, part);
      }),
    );
    expect(Object.fromEntries(callers.map((caller) => [caller, told.get(caller)?.outcome]))).toEqual(row.who);
  });
});

describe("a machine route serves whom the table says; for all others it changes nothing", () => {
  it.each(Object.entries(machines))("%s", async (_name, row) => {
    await expectRow(door, row.who, { byLink: false }, async (target, caller) => {
      const about = { app: target.app, token: (await newToken(door.site, target.app)) ?? "" };
      const backend = await backendOf(target, caller);
      return () => callMachine(door.site, row, backend, about);
    });
  });
});

async function backendOf(target: Target, caller: Caller) {
  const person = await makeCaller(target, caller);
  if (!person) return {};
  const app = await makeCallerApp(target, caller, person);
  const token = await newToken(door.site, app);
  if (caller === "downgraded") await downgrade(target, person);
  return { app, ...(token ? { token } : {}) };
}
