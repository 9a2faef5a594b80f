import { type ActionRow, outcomes } from "@/tests/access/table";
import type { Target } from "@/tests/access/world";

// biome-ignore format: one column per caller
const by = {
  //                           owner     admin     developer member    stranger  other     signedOut  downgraded
  adminsOfEachAccount: outcomes("ok        ok        forbidden forbidden forbidden ok        signed-out forbidden"),
  adminsOfOurAccount:  outcomes("ok        ok        forbidden forbidden forbidden not-found signed-out forbidden"),
  // No one can manage a person whose role grants more than their own, or give such a role.
  ownersOfOurAccount:  outcomes("ok        forbidden forbidden forbidden forbidden not-found signed-out forbidden"),
  // It is about the developer: an admin can do this to others, but no one to themselves.
  adminsOfDeveloper:   outcomes("ok        ok        invalid   forbidden forbidden not-found signed-out forbidden"),
  nobodyByAForeignOne: outcomes("not-found not-found forbidden forbidden forbidden not-found signed-out forbidden"),
  toldToLookAgain:     outcomes("effect-changed effect-changed forbidden forbidden forbidden not-found signed-out forbidden"),
  nobody:              outcomes("forbidden forbidden forbidden forbidden forbidden not-found signed-out forbidden"),
};

/** The effect of a change that removes nothing from any app. */
const nothing = "nothing";

type Inputs = Pick<ActionRow, "input">;

const developer: Inputs = { input: (t) => ({ userId: t.developer.userId }) };
const anOwner: Inputs = { input: (t) => ({ userId: t.inviter.userId }) };
const toRole = (userId: (t: Target) => string, roleId: (t: Target) => string): Inputs => ({
  input: (t) => ({ userId: userId(t), roleId: roleId(t), seen: nothing }),
});
const developerToAdmin = toRole(
  (t) => t.developer.userId,
  (t) => t.ours.roleIds.admin,
);
const developerToOwner = toRole(
  (t) => t.developer.userId,
  (t) => t.ours.roleIds.owner,
);
const developerToForeignRole = toRole(
  (t) => t.developer.userId,
  (t) => t.theirs.roleIds.admin,
);
const ownerToMember = toRole(
  (t) => t.inviter.userId,
  (t) => t.ours.roleIds.member,
);

const granting = "app/(console)/_grant/actions.ts";
const people = "app/(console)/people/actions.ts";

const changesOfPeople: Record<string, ActionRow> = {
  [`${people} inviteAction`]: {
    who: by.adminsOfOurAccount,
    input: (t) => ({ email: `new-${t.app.appId}@example.com`.toLowerCase(), roleId: t.ours.roleIds.member }),
  },
  [`${people} inviteAction, as an owner`]: {
    who: by.ownersOfOurAccount,
    input: (t) => ({ email: `new-${t.app.appId}@example.com`.toLowerCase(), roleId: t.ours.roleIds.owner }),
  },
  [`${people} revokeInvitationAction`]: {
    who: by.adminsOfOurAccount,
    input: (t) => ({ invitationId: t.invitation.id }),
  },
  [`${people} confirmIdentityAction`]: {
    who: by.ownersOfOurAccount,
    input: (t) => ({ requestId: t.identityRequestId }),
  },
  [`${people} declineIdentityAction`]: {
    who: by.ownersOfOurAccount,
    input: (t) => ({ requestId: t.identityRequestId }),
  },
  [`${people} previewRoleChangeAction`]: { who: by.adminsOfOurAccount, ...developerToAdmin },
  [`${people} previewRoleChangeAction, to Owner`]: { who: by.ownersOfOurAccount, ...developerToOwner },
  [`${people} previewRoleChangeAction, of an owner`]: { who: by.ownersOfOurAccount, ...ownerToMember },
  [`${people} previewRoleChangeAction, to a foreign role`]: { who: by.nobodyByAForeignOne, ...developerToForeignRole },
  [`${people} changeRoleAction`]: { who: by.adminsOfOurAccount, ...developerToAdmin },
  [`${people} changeRoleAction, to Owner`]: { who: by.ownersOfOurAccount, ...developerToOwner },
  [`${people} changeRoleAction, of an owner`]: { who: by.ownersOfOurAccount, ...ownerToMember },
  [`${people} changeRoleAction, to a foreign role`]: { who: by.nobodyByAForeignOne, ...developerToForeignRole },
  [`${people} previewDeactivationAction`]: { who: by.adminsOfDeveloper, ...developer },
  [`${people} previewDeactivationAction, of an owner`]: { who: by.ownersOfOurAccount, ...anOwner },
  [`${people} deactivatePersonAction`]: { who: by.adminsOfDeveloper, ...developer },
  [`${people} deactivatePersonAction, of an owner`]: { who: by.ownersOfOurAccount, ...anOwner },
  [`${people} reactivatePersonAction`]: {
    who: by.adminsOfOurAccount,
    input: (t) => ({ userId: t.leaver.userId }),
  },
  [`${people} previewRemovalAction`]: { who: by.adminsOfDeveloper, ...developer },
  [`${people} previewRemovalAction, of an owner`]: { who: by.ownersOfOurAccount, ...anOwner },
  [`${people} removePersonAction`]: { who: by.adminsOfDeveloper, ...developer },
  [`${people} removePersonAction, of an owner`]: { who: by.ownersOfOurAccount, ...anOwner },
  [`${people} declineScopeRequestAction`]: {
    who: by.adminsOfOurAccount,
    input: (t) => ({ requestId: t.scopeRequestId }),
  },
  [`${granting} previewGrantAction`]: {
    who: by.adminsOfOurAccount,
    input: (t) => ({ appId: t.app.appId, scopeId: "user:read:user:admin" }),
  },
  // Nobody saw what it would do: those who may grant are told to look again, everyone else is refused first.
  [`${granting} grantScopeAction`]: {
    who: by.toldToLookAgain,
    input: (t) => ({
      appId: t.app.appId,
      scopeId: "user:read:user:admin",
      requestId: t.scopeRequestId,
      way: { kind: "new", roleName: `Granted ${t.app.appId}` },
      seen: "",
    }),
  },
  [`${people} makeResetLinkAction`]: { who: by.adminsOfOurAccount, ...developer },
  [`${people} makeResetLinkAction, of an owner`]: { who: by.ownersOfOurAccount, ...anOwner },
};

const roles = "app/(console)/roles/actions.ts";

/** What a role's form sends, with a unique name. */
const roleForm = (t: Target) => ({ name: `Role ${t.app.appId}`, description: "", rights: { Users: "view" } });

const builtIn: Inputs = { input: (t) => ({ ...roleForm(t), roleId: t.ours.roleIds.developer, seen: nothing }) };

const endOf = (roleId: (t: Target) => string, moveTo: (t: Target) => string): Inputs => ({
  input: (t) => ({ roleId: roleId(t), moveTo: moveTo(t), seen: nothing }),
});
const toMembers = endOf(
  (t) => t.role.id,
  (t) => t.ours.roleIds.member,
);
const toOwners = endOf(
  (t) => t.role.id,
  (t) => t.ours.roleIds.owner,
);
const endOfBuiltIn = endOf(
  (t) => t.ours.roleIds.developer,
  (t) => t.ours.roleIds.admin,
);

const changesOfRoles: Record<string, ActionRow> = {
  [`${roles} createRoleAction`]: { who: by.adminsOfEachAccount, input: roleForm },
  [`${roles} previewRoleAction`]: {
    who: by.adminsOfOurAccount,
    input: (t) => ({ roleId: t.role.id, rights: {} }),
  },
  [`${roles} previewRoleAction, of a built-in role`]: { who: by.nobody, ...builtIn },
  [`${roles} saveRoleAction`]: {
    who: by.adminsOfOurAccount,
    input: (t) => ({ ...roleForm(t), roleId: t.role.id, seen: nothing }),
  },
  [`${roles} saveRoleAction, of a built-in role`]: { who: by.nobody, ...builtIn },
  [`${roles} previewRoleDeletionAction`]: { who: by.adminsOfOurAccount, ...toMembers },
  [`${roles} previewRoleDeletionAction, making owners`]: { who: by.ownersOfOurAccount, ...toOwners },
  [`${roles} previewRoleDeletionAction, of a built-in role`]: { who: by.nobody, ...endOfBuiltIn },
  [`${roles} deleteRoleAction`]: { who: by.adminsOfOurAccount, ...toMembers },
  [`${roles} deleteRoleAction, making owners`]: { who: by.ownersOfOurAccount, ...toOwners },
  [`${roles} deleteRoleAction, of a built-in role`]: { who: by.nobody, ...endOfBuiltIn },
};

export const peopleActions: Record<string, ActionRow> = { ...changesOfPeople, ...changesOfRoles };
