import pg from "pg";
import { newAccountOwner, onOwnDatabase } from "@/bench/own-database";
import { activateApp, createApp, deactivateApp, saveInformation } from "@/lib/apps/commands";
import { regenerateClientSecret, revealClientSecret } from "@/lib/apps/credentials";
import { changeScopes } from "@/lib/apps/scope-commands";
import { loadCatalog } from "@/lib/catalog/load";
import { pool } from "@/lib/database/db";
import { saveSubscription } from "@/lib/subscriptions/commands";

/** Statements that one act of a person sends to the database, from BEGIN to COMMIT (docs/figures.md). */
export const name = "statements";

/** Prints, per act, how many statements it takes. The same on every machine. */
export async function run(): Promise<void> {
  await onOwnDatabase(async () => {
    await loadCatalog(pool());
    for (const [act, work] of await actsOfAnOwner()) {
      console.log(`${act.padEnd(40)} ${String(await statementsOf(work)).padStart(3)}`);
    }
  });
}

type Acts = [string, () => Promise<unknown>][];

/** On one app, one after the other: each leaves it as the next one needs it. */
async function actsOfAnOwner(): Promise<Acts> {
  const actor = await newAccountOwner();
  const { appId } = await createApp(actor, { name: "Counted" });
  const scopes = ["user:read:list_users:admin", "user:read:user:admin"];
  const [first = "", second = ""] = scopes;
  const url = "https://receiver.example/events";
  const subscription = { appId, edited: null, name: "", url, eventIds: ["user.created"] };
  const change = (add: string[], remove: string[]) => () => changeScopes(actor, { appId, add, remove });
  return [
    ["create an app", () => createApp(actor, { name: "Another" })],
    ["add a scope to a draft", change([first], [])],
    ["activate the app", () => activateApp(actor, { appId })],
    ["reveal the client secret", () => revealClientSecret(actor, { appId })],
    ["regenerate the client secret", () => regenerateClientSecret(actor, { appId, oldEnd: "day" })],
    ["add a scope to an activated app", change([second], [])],
    ["remove a scope of an activated app", change([], [second])],
    [
      "rename an activated app",
      () => saveInformation(actor, { appId, changes: { name: { from: "Counted", to: "Told" } } }),
    ],
    ["save a draft subscription", () => saveSubscription(actor, subscription)],
    ["deactivate the app", () => deactivateApp(actor, { appId })],
  ];
}

/** What the driver is asked to send while this runs, over whatever connection. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype;
  let sent = 0;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    sent++;
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}
