"use server";

import { chooseInvitation } from "@/lib/auth/choose-invitation";
import { invitationIdInput } from "@/lib/people/rules";
import { openAction } from "@/lib/web/form-action";

export const chooseInvitationAction = openAction(invitationIdInput, chooseInvitation);
