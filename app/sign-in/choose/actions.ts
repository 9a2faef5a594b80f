"use server";

import { invitationIdInput } from "@/lib/people/rules";
import { chooseInvitation } from "@/lib/web/choose-invitation";
import { openAction } from "@/lib/web/form-action";

export const chooseInvitationAction = openAction(invitationIdInput, chooseInvitation);
