import { performance } from "node:perf_hooks";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { activateApp, createApp, deactivateApp } from "@/lib/apps/commands";
import { changeScopes } from "@/lib/apps/scope-commands";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/database/db";
import { changeRole, deactivatePerson } from "@/lib/people/commands";
import { previewRoleChange } from "@/lib/people/previews";
import { openSession } from "@/lib/sign-in/sign-in";
import { newAccount } from "@/tests/support/actors";
import { figure, times } from "@/tests/support/prove";
import { until } from "@/tests/support/until";

const editorsAtOnce = 39;
/** The most edits that may finish while a revocation waits: those in progress, and a few queued before it. */
const editsBeforeAtMost = 2 * editorsAtOnce;

let account: Awaited<ReturnType<typeof newAccount>>;
let owner: Actor;
let editor: Actor;
let appIds: string[];

beforeAll(async () => {
  account = await newAccount();
  owner = await account.as("owner");
  editor = await account.as("admin");
  appIds = [];
  for (let n = 0; n < editorsAtOnce; n++) appIds.push(await activatedApp(editor, `App ${n}`));
}, 60_000);

async function activatedApp(actor: Actor, name: string): Promise<string> {
  const { appId } = await createApp(actor, { name });
  await changeScopes(actor, { appId, add: ["user:read:user:admin"], remove: [] });
  await activateApp(actor, { appId });
  return appId;
}

/** Adds and removes a scope of every app without pause, all apps in parallel, until stopped. */
function keepEditing() {
  const scope = "user:read:list_users:admin";
  let isOver = false;
  let done = 0;
  let refused = 0;
  const edit = async (appId: string) => {
    for (let add = true; !isOver; add = !add) {
      const change = add ? { add: [scope], remove: [] } : { add: [], remove: [scope] };
      await changeScopes(editor, { appId, ...change }).then(
        () => done++,
        () => refused++,
      );
    }
  };
  const editing = appIds.map(edit);
  return {
    done: () => done,
    refused: () => refused,
    stop: async () => {
      isOver = true;
      await Promise.all(editing);
    },
  };
}

type Act = { ms: number; edits: number };

describe(`while ${editorsAtOnce} apps are being edited`, () => {
  let editors: ReturnType<typeof keepEditing>;

  const measured = async (work: () => Promise<unknown>): Promise<Act> => {
    const [begun, before] = [performance.now(), editors.done()];
    await work();
    return { ms: performance.now() - begun, edits: editors.done() - before };
  };

  beforeEach(async () => {
    editors = keepEditing();
    await until(() => editors.done() > 10);
  });

  afterEach(() => editors.stop());

  it("deactivating an app, signing in and changing a role wait only for edits that came before", async () => {
    const acts: Record<string, Act[]> = { deactivation: [], "sign-in": [], "change of role": [] };
    const other = await account.as("developer");
    const person = { id: editor.userId, ...editor };
    const [begun, before] = [performance.now(), editors.done()];
    for (let round = 0; round < times(3, 20); round++) {
      const appId = appIds[round % appIds.length] ?? "";
      acts.deactivation?.push(await measured(() => deactivateApp(owner, { appId })));
      acts["sign-in"]?.push(await measured(() => openSession(person, { address: "127.0.0.1", userAgent: "test" })));
      const roleId = account.roleId(round % 2 === 0 ? "member" : "developer");
      const { seen } = await previewRoleChange(owner, { userId: other.userId, roleId });
      acts["change of role"]?.push(await measured(() => changeRole(owner, { userId: other.userId, roleId, seen })));
      await activateApp(owner, { appId });
    }
    const perSecond = ((editors.done() - before) * 1000) / (performance.now() - begun);
    figure(`edits by ${editorsAtOnce} editors beside someone who revokes`, `${Math.round(perSecond)} a second`);
    for (const [what, all] of Object.entries(acts)) {
      const slowest = Math.max(...all.map(({ ms }) => ms));
      figure(`${what} beside ${editorsAtOnce} editors`, `${Math.round(slowest)} ms at most in ${all.length}`);
    }
    const waited = Object.values(acts).flat();
    expect(waited.filter(({ edits }) => edits > editsBeforeAtMost)).toEqual([]);
  });

  it("a deactivated person's edits stop at once", async () => {
    const { edits } = await measured(() => deactivatePerson(owner, { userId: editor.userId }));
    expect(edits).toBeLessThanOrEqual(editsBeforeAtMost);
    const held = () => db().appScope.count({ where: { appId: { in: appIds } } });
    const acts = () => db().auditEntry.count({ where: { accountId: editor.accountId } });
    const [before, refused] = [[await held(), await acts()], editors.refused()];
    // By then every editor has tried again, most of them many times.
    await until(() => editors.refused() > refused + 5 * editorsAtOnce);
    expect([await held(), await acts()]).toEqual(before);
  });
});
