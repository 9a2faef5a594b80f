"use server";

import * as z from "zod";
import { invite, revokeInvitation } from "@/lib/people/invitations";
import { makeResetLink } from "@/lib/people/password-links";
import { inviteInput } from "@/lib/people/rules";
import { idInput } from "@/lib/text";
import { formAction } from "@/lib/web/form-action";

export const inviteAction = formAction(inviteInput, invite);

export const revokeInvitationAction = formAction(z.object({ invitationId: idInput }), revokeInvitation);

export const makeResetLinkAction = formAction(z.object({ userId: idInput }), makeResetLink);
