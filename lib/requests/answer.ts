import * as z from "zod";
import { scopes } from "@/lib/apps/app-parts";
import { changeAppWithin } from "@/lib/apps/change-app";
import { addScopes } from "@/lib/apps/scope-writes";
import { type AuditEntryInput, record } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { type FoundRole, findGrantableRole, findRole, refuseBeyond } from "@/lib/auth/find-role";
import { randomId } from "@/lib/crypto";
import { databaseNow } from "@/lib/database/clock";
import { type ExclusiveTransaction, exclusively } from "@/lib/database/transaction";
import { giveRole } from "@/lib/people/give-role";
import { type LockedPerson, lockedActor, lockPeopleToChange } from "@/lib/people/locked-people";
import { Refusal } from "@/lib/refusal";
import { longestReason } from "@/lib/requests/ask";
import { type Granting, readGranting } from "@/lib/requests/granting";
import { withNeed } from "@/lib/requests/rules";
import { may } from "@/lib/rights/permissions";
import { needOf } from "@/lib/rights/privileges";
import { mayEditApp, roleInput } from "@/lib/rights/rules";
import { addRole, rewriteRole } from "@/lib/roles/written-role";
import { tellAsker } from "@/lib/scopes/tell-asker";
import { chosenInput, idInput, line } from "@/lib/text/inputs";

const wayInput = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("give"), roleId: chosenInput("Choose a role.") }),
    z.object({ kind: z.literal("edit") }),
    z.object({ kind: z.literal("new"), roleName: roleInput.shape.name }),
  ],
  "Choose how to grant it.",
);

/**
 * `requestId`: the request that this answers; null: there is none, the actor grants it on their own. `seen`: the digest
 * of the ways the actor was shown (Granting.seen); if they differ by now, nothing is done.
 */
export const grantScopeInput = z.object({
  appId: idInput,
  scopeId: z.string().max(200),
  requestId: idInput.nullable(),
  way: wayInput,
  note: line(longestReason).optional(),
  seen: z.string().max(100),
});

type GrantInput = z.output<typeof grantScopeInput>;

/**
 * Lets an app have a scope that its owner's role doesn't grant: gives the owner the missing privilege in the chosen way
 * and adds the scope to the app, in one transaction. Closes the request and tells the person who asked.
 * @throws Refusal `forbidden`, `not-found` (app, scope, or the request was answered or withdrawn), `invalid` (the name of
 * the new role is taken, the owner's role already grants it, or the person who asked may no longer edit the app),
 * `effect-changed`, `conflict`
 */
export async function grantScope(actor: Actor, input: GrantInput): Promise<void> {
  await exclusively(actor.accountId, async (tx) => {
    const actId = randomId();
    const held = await lockGrant(tx, actor, input);
    const { granting, person, request } = held;
    const { app, scope } = granting;
    if (request) await closeRequest(tx, actor, request, input.note ?? "");
    const { role, entries } = await roleFor(tx, held, { actor, actId, way: input.way });
    const given = role.id === person.roleId ? [] : await giveRole(tx, { actor, person, role, actId });
    const added = { id: scope.id, privilege: scope.privilege, access: scope.access, chosen: true };
    await record(tx, actor, actId, [
      {
        action: "app.scopeGranted",
        target: { id: app.id, name: app.name },
        appId: app.id,
        after: { scope: scope.id, ...(input.note ? { note: input.note } : {}) },
      },
      ...entries,
      ...given,
    ]);
    await changeAppWithin(
      tx,
      { actId, actor },
      app.id,
      ({ scopes: has }) =>
        has.some(({ id }) => id === scope.id)
          ? null
          : { writes: [addScopes([added])], audit: [{ action: "app.scopesAdded", after: { scopes: [scope.id] } }] },
      { reads: { scopes }, ...(request && { authority: granters }) },
    );
    await tellAsker(tx, {
      app,
      scopeId: scope.id,
      kind: "scope-granted",
      sentence: `${actor.name} granted ${needOf(scope)} to ${person.name} and added ${scope.id} to the app.`,
      note: input.note ?? "",
      askedById: request?.askedById ?? person.userId,
      except: actor.userId,
    });
  });
}

/** Anyone who may grant the scope adds it, since someone who may edit the app asked for it. Unasked, only editors do. */
const granters = { may: () => true, whyNot: "" };

type Held = { granting: Granting; self: LockedPerson; person: LockedPerson; request: OpenRequest | null };

type OpenRequest = { id: string; askedById: string };

async function lockGrant(tx: ExclusiveTransaction, actor: Actor, input: GrantInput): Promise<Held> {
  const { accountId } = actor;
  const { requestId, appId, scopeId } = input;
  const request = await findOpen(tx, { accountId, appId, scopeId, ...(requestId === null ? {} : { id: requestId }) });
  if (!request && requestId !== null) throw alreadyAnswered();
  const owner = await tx.app.findUnique({ where: { id: input.appId, accountId }, select: { ownerId: true } });
  if (!owner) throw new Refusal("not-found", "This app does not exist.");
  const { roleId } = await tx.user.findUniqueOrThrow({ where: { id: owner.ownerId }, select: { roleId: true } });
  const userIds = [actor.userId, owner.ownerId, ...(request ? [request.askedById] : [])];
  const roleIds = [roleId, ...(input.way.kind === "give" ? [input.way.roleId] : [])];
  const people = await lockPeopleToChange(tx, accountId, { userIds, roleIds });
  const self = lockedActor(people, actor);
  const granting = await readGranting(tx, { ...self, accountId }, input);
  const person = people.get(granting.owner.id);
  if (!person) throw new Refusal("not-found", "This person is no longer in the account.");
  if (requestId !== null && request) refuseForeignAsker(people.get(request.askedById), granting.app);
  if (granting.seen !== input.seen) {
    throw new Refusal(
      "effect-changed",
      "Roles have changed in the meantime, so the choices are different now. Review them and choose again.",
    );
  }
  return { granting, self, person, request };
}

/** @throws Refusal `invalid` */
function refuseForeignAsker(asker: LockedPerson | undefined, app: { ownerId: string }): void {
  if (asker?.status === "active" && mayEditApp(asker, app)) return;
  const name = asker?.name ?? "The person who asked";
  throw new Refusal("invalid", `${name} can no longer edit this app. Decline the request.`);
}

type Granted = { actor: Actor; actId: string; way: GrantInput["way"] };

/** The role that grants the scope: an existing one, the owner's own with the privilege added, or a new one. */
async function roleFor(
  tx: ExclusiveTransaction,
  { granting, self, person }: Held,
  { actor, actId, way }: Granted,
): Promise<{ role: FoundRole; entries: AuditEntryInput[] }> {
  const { accountId } = actor;
  const rights = withNeed(granting.role.rights, granting.scope);
  if (!granting.ways.some((one) => one.kind === way.kind && (way.kind !== "give" || isSame(one, way.roleId)))) {
    throw new Refusal("forbidden", "You can’t grant it in this way. Choose another one.");
  }
  if (way.kind === "give") return { role: await findGrantableRole(tx, self, accountId, way.roleId), entries: [] };
  refuseBeyond(self, rights);
  const before = await findRole(tx, accountId, person.roleId);
  if (way.kind === "edit") {
    const { name, description } = before;
    const entries = await rewriteRole(tx, { actor, actId, role: before, next: { name, description, rights } });
    return { role: { ...before, rights }, entries };
  }
  const made = { id: randomId(), name: way.roleName, description: before.description, rights };
  const entries = await addRole(tx, accountId, made).catch(atRoleName);
  return { role: { ...made, kind: "custom" }, entries };
}

const isSame = (way: Granting["ways"][number], roleId: string): boolean => way.kind === "give" && way.roleId === roleId;

/** The role's name is asked for in a field of another name here. */
function atRoleName(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  throw new Refusal(error.code, error.message, [{ field: "way.roleName", message: error.message }]);
}

/** Closes the request before the new role settles it as one that nobody answered. */
async function closeRequest(tx: ExclusiveTransaction, actor: Actor, { id }: OpenRequest, note: string): Promise<void> {
  const answer = { granted: true, answeredBy: actor.name, note };
  await tx.scopeRequest.updateMany({
    where: { id, closedAt: null },
    data: { closedAt: await databaseNow(tx), ...answer },
  });
}

export const declineScopeRequestInput = z.object({ requestId: idInput, note: line(longestReason).optional() });

/**
 * Closes a request without granting it, and tells the person who asked.
 * @throws Refusal `forbidden`, `not-found` (it was answered or withdrawn)
 */
export async function declineScopeRequest(
  actor: Actor,
  { requestId, note = "" }: z.output<typeof declineScopeRequestInput>,
): Promise<void> {
  await exclusively(actor.accountId, async (tx) => {
    const people = await lockPeopleToChange(tx, actor.accountId, { userIds: [actor.userId], roleIds: [] });
    if (!may(lockedActor(people, actor), "people.edit")) {
      throw new Refusal("forbidden", "You need Users: Edit to answer requests.");
    }
    const request = await findOpen(tx, { accountId: actor.accountId, id: requestId });
    if (!request) throw alreadyAnswered();
    const { app, scopeId, askedById } = request;
    const closedAt = await databaseNow(tx);
    await tx.scopeRequest.updateMany({
      where: { id: requestId, closedAt: null },
      data: { closedAt, answeredBy: actor.name, note },
    });
    await record(tx, actor, randomId(), [
      {
        action: "app.scopeRequestClosed",
        target: app,
        appId: app.id,
        after: { scope: scopeId, ...(note === "" ? {} : { note }) },
      },
    ]);
    const sentence = `${actor.name} declined the request for ${scopeId}.`;
    await tellAsker(tx, { app, scopeId, kind: "scope-declined", sentence, note, askedById, except: actor.userId });
  });
}

type Sought = { accountId: string; id?: string; appId?: string; scopeId?: string };

/** The open request; null: there is none, or no more. An app has at most one for a scope. */
const findOpen = (tx: ExclusiveTransaction, sought: Sought) =>
  tx.scopeRequest.findFirst({
    where: { ...sought, closedAt: null },
    select: { id: true, scopeId: true, askedById: true, app: { select: { id: true, name: true } } },
  });

const alreadyAnswered = () => new Refusal("not-found", "This request was already answered or withdrawn.");
