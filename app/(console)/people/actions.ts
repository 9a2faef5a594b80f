"use server";

import {
  changeRole,
  changeRoleInput,
  deactivatePerson,
  personInput,
  reactivatePerson,
  removePerson,
} from "@/lib/people/commands";
import { confirmIdentity, declineIdentity, identityRequestInput } from "@/lib/people/identity-requests";
import { invite, revokeInvitation } from "@/lib/people/invitations";
import { makeResetLink } from "@/lib/people/password-links";
import { previewDeactivation, previewRemoval, previewRoleChange, previewRoleChangeInput } from "@/lib/people/previews";
import { invitationIdInput, inviteInput } from "@/lib/people/rules";
import { declineScopeRequest, declineScopeRequestInput } from "@/lib/requests/answer";
import { formAction, previewAction } from "@/lib/web/form-action";
import { showEffect } from "../_effect/effect-view";

export const inviteAction = formAction(inviteInput, invite);

export const revokeInvitationAction = formAction(invitationIdInput, revokeInvitation);

export const previewRoleChangeAction = previewAction(previewRoleChangeInput, async (actor, input) =>
  showEffect(actor, await previewRoleChange(actor, input)),
);

export const changeRoleAction = formAction(changeRoleInput, changeRole);

export const previewDeactivationAction = previewAction(personInput, previewDeactivation);

export const deactivatePersonAction = formAction(personInput, deactivatePerson);

export const reactivatePersonAction = formAction(personInput, reactivatePerson);

export const previewRemovalAction = previewAction(personInput, previewRemoval);

export const removePersonAction = formAction(personInput, removePerson);

export const declineScopeRequestAction = formAction(declineScopeRequestInput, declineScopeRequest);

export const confirmIdentityAction = formAction(identityRequestInput, confirmIdentity);

export const declineIdentityAction = formAction(identityRequestInput, declineIdentity);

export const makeResetLinkAction = formAction(personInput, makeResetLink);
