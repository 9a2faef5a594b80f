import { type Caller, callers } from "@/tests/access/caller";
import type { Target, TargetState } from "@/tests/access/world";
import type { MachineRequest } from "@/tests/support/machine-server";
import type { TestApp } from "@/tests/support/world";

// The access table: who may call what. Every screen, every server action and every machine route has a row in table/,
// and access.process.test.ts asks the built server each of them as each caller. A thing without a row fails that test,
// and so does a row without a thing.
//
// To add a row, say who gets which answer, in the order of the callers, and what is asked:
// - a screen or route under app/: its address, and `shows`: text that is on it for those who may see it, and never for
//   others. "ok" is 200 with that text; "forbidden" is 200 without it (the page tells which privilege is missing);
//   "not-found" and "signed-out" are 404 and 401, other numbers stand for themselves; a redirect is where it leads.
// - an action: file and export, and the `input` a browser sends about the target, which is made anew for each call that
//   may succeed (makeTarget in world.ts: add there what your action needs). The outcome is the code of the Refusal.
//   Where the answer depends on more than the caller, the action has a row per case: its name, a comma, the case.
// - a machine route: `asks`, a request of the caller's backend. The outcome is `error`, or `code`, of the answer.

export type Outcomes = Record<Caller, string>;

/** The outcomes of the callers in their order. */
export function outcomes(words: string): Outcomes {
  const list = words.trim().split(/\s+/);
  if (list.length !== callers.length) throw new Error(`Not an outcome per caller: ${words}`);
  return Object.fromEntries(callers.map((caller, i) => [caller, list[i]])) as Outcomes;
}

export const same = (outcome: string): Outcomes => outcomes(callers.map(() => outcome).join(" "));

export type ScreenRow = { who: Outcomes; shows: (t: Target) => string; query?: (t: Target) => string };

export type ActionRow = {
  who: Outcomes;
  input: (t: Target) => unknown;
  /** The state of the target's app; activated unless it says so. */
  state?: Exclude<TargetState, "activated">;
};

/** What a backend has: nothing when nobody is signed in, and no token where the app gets none. */
export type Backend = { app?: TestApp; token?: string };

export type MachineRow = { who: Outcomes; asks: (backend: Backend, targetToken: string) => MachineRequest };
