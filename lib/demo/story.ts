import { createApp } from "@/lib/apps/commands";
import { type Act, runs } from "@/lib/demo/acts";
import { apps } from "@/lib/demo/apps";
import { backends } from "@/lib/demo/backends";
import { addDeliveries } from "@/lib/demo/deliveries";
import {
  actorAt,
  addSupportLeadRole,
  inviteTo,
  leave,
  leaver,
  letLinksEnd,
  openAccount,
  type PersonKey,
  people,
  welcome,
} from "@/lib/demo/people";
import { happened, onDay } from "@/lib/demo/when";

type Step = { at: Date; run: () => Promise<unknown> };

/**
 * Fills an empty database with the demo account: what its people did over the past weeks, step by step through the
 * product's own commands, each dated back to when it is supposed to have happened.
 */
export async function tellStory(): Promise<void> {
  const steps = [...peopleSteps(), ...apps.flatMap(appSteps)];
  steps.sort((a, b) => a.at.getTime() - b.at.getTime());
  await openAccount();
  for (const { run } of steps) await run();
  await letLinksEnd();
  await addDeliveries();
}

function peopleSteps(): Step[] {
  const [, ...others] = Object.keys(people) as PersonKey[];
  const open = { email: "nils@alderney.example", at: onDay(2, "15:40") };
  return [
    { at: onDay(17, "15:10"), run: addSupportLeadRole },
    ...others.map((who) => ({ at: people[who].joined, run: () => welcome(who) })),
    { at: leaver.at, run: leave },
    { at: open.at, run: () => inviteTo(open.email, "Developer", open.at) },
  ];
}

function appSteps({ name, owner, created, acts }: (typeof apps)[number]): Step[] {
  let appId = "";
  const create: Step = {
    at: created,
    run: async () => {
      const actor = await actorAt(owner, created);
      ({ appId } = await happened(created, () => createApp(actor, { name })));
    },
  };
  const step = ({ at, by = owner, does }: Act): Step => ({
    at,
    run: async () => {
      const actor = await actorAt(by, at);
      await happened(at, () => does(actor, { appId, name }));
    },
  });
  const backend = backends[name];
  return [create, ...acts.map(step), ...(backend ? [step(runs(backend.until))] : [])];
}
