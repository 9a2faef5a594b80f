import fc from "fast-check";
import { expect, it } from "vitest";
import type { Rights } from "@/lib/rights/privileges";
import { effective, lostUnder, newWorld, type Step, scopeNeeds, take, type World } from "@/tests/support/life/model";
import { Product } from "@/tests/support/life/product";
import { figure, times } from "@/tests/support/prove";

const person = fc.constantFrom(0, 1, 2);
const app = fc.constantFrom(0, 1, 2);
const scope = fc.constantFrom(...(Object.keys(scopeNeeds) as (keyof typeof scopeNeeds)[]));
const role = fc.constantFrom(
  "owner" as const,
  "admin" as const,
  "developer" as const,
  "member" as const,
  "custom" as const,
);
const overlap = fc.constantFrom("now" as const, "day" as const);
const access = fc.option(fc.constantFrom("view" as const, "edit" as const), { nil: null });
const rights = fc
  .record({ "S2S apps": access, Meetings: access, Users: access })
  .map(
    (all): Rights => Object.fromEntries(Object.entries(all).flatMap(([name, held]) => (held ? [[name, held]] : []))),
  );

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("create" as const), person }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("addScope" as const), app, scope }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("removeScope" as const), app, scope }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...([
          "activate",
          "activate",
          "deactivate",
          "token",
          "token",
          "cancel",
          "remove",
          "restore",
          "restoreScopes",
        ] as const),
      ),
      app,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("takeOver" as const), app, overlap }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("offer" as const), app, person }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("accept" as const), app, person, overlap }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("changeRole" as const), person, role }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("editRole" as const), rights }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("deactivatePerson" as const, "reactivatePerson" as const), person }),
  },
);

const start: Rights = { "S2S apps": "edit", Meetings: "edit", Users: "view" };

const picture = (world: World) =>
  world.apps.map(({ owner, state, epoch, removed, scopes }) => ({
    owner,
    state,
    epoch,
    removed,
    scopes: [...scopes].sort(),
  }));

/** Plays one life in both the model and the product, and compares them after every step. */
async function live(steps: Step[]): Promise<void> {
  const [world, product] = [newWorld(start), await Product.open(start)];
  // Start with two apps, so that early steps have something to act on.
  for (const one of [{ do: "create", person: 0 }, { do: "create", person: 2 }, ...steps] as Step[]) {
    const concerned = one.do === "accept" ? world.apps[one.app] : undefined;
    const givesUp = concerned && one.do === "accept" ? lostUnder(world, concerned, one.person) : [];
    const expected = take(world, one);
    expect({ step: one, allowed: await product.take(one, givesUp) }).toEqual({ step: one, allowed: expected });
    expect({ step: one, apps: await product.apps() }).toEqual({ step: one, apps: picture(world) });
    expect({ step: one, violations: await product.violations() }).toEqual({ step: one, violations: [] });
    for (const [index, token] of world.tokens.entries()) {
      expect({ step: one, token: await product.effective(product.tokens[index] ?? "") }).toEqual({
        step: one,
        token: effective(world, token),
      });
    }
  }
}

it("whatever happens to an app, its state, scopes and tokens are those the rules say", {
  timeout: 1_200_000,
}, async () => {
  const [lives, length] = [times(6, 300), times(30, 40)];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: length, maxLength: length }), (steps) => live(steps)),
    { numRuns: lives, seed: 20261122, endOnFailure: process.env.PROVE !== "full" },
  );
  figure("An app's life against a model", `${lives} lives of ${length} steps: 0 differences, 0 violations`);
});
