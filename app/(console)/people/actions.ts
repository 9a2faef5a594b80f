"use server";

import * as z from "zod";
import { invite, revokeInvitation } from "@/lib/people/invitations";
import { inviteInput } from "@/lib/people/rules";
import { idInput } from "@/lib/text";
import { formAction } from "@/lib/web/form-action";

export const inviteAction = formAction(inviteInput, invite);

export const revokeInvitationAction = formAction(z.object({ invitationId: idInput }), revokeInvitation);
