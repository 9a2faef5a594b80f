import { type Caller, callers } from "@/tests/access/caller";
import type { Target, TargetState } from "@/tests/access/world";
import type { MachineRequest } from "@/tests/support/machine-server";
import type { TestApp } from "@/tests/support/world";

// The access table: who may call what. Every screen, server action and machine route has a row in table/, and
// access.process.test.ts sends each of them to the built server as each caller. The test fails for a screen, action or
// route without a row, and for a row without one.
//
// To add a row, list the outcomes in the order of the callers, and say what to send:
// - a screen or route under app/: its URL, and `shows`: text that only those who may see it get to see. "ok" is 200
//   with that text; "forbidden" is 200 without it (the page names the missing privilege); "not-found" and "signed-out"
//   are 404 and 401; any other number is that status; a redirect is the path it leads to.
// - an action: file and export, and the `input` a browser sends about the target. Each call that may succeed gets a new
//   target (makeTarget in world.ts: add what your action needs). The outcome is the Refusal's code. If the outcome
//   depends on more than the caller, add a row per case: the action's name, a comma, the case.
// - a machine route: `asks`, a request of the caller's backend. The outcome is the response's `error` or `code`.

export type Outcomes = Record<Caller, string>;

/** Outcomes in the order of the callers. */
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
  /** The state of the target's app; default: activated. */
  state?: Exclude<TargetState, "activated">;
};

/** A backend's credentials: none if no one is signed in, and no token if the app can't get one. */
export type Backend = { app?: TestApp; token?: string };

export type MachineRow = { who: Outcomes; asks: (backend: Backend, targetToken: string) => MachineRequest };
