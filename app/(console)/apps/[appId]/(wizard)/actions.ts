"use server";

import { appInput, saveInformation, saveInformationInput } from "@/lib/apps/commands";
import { closeNotice, closeNoticeInput, forgetLostScopes, restoreScopes } from "@/lib/apps/lost-scopes";
import { formAction } from "@/lib/web/form-action";

export const saveInformationAction = formAction(saveInformationInput, saveInformation);
export const restoreScopesAction = formAction(appInput, restoreScopes);
export const forgetLostScopesAction = formAction(appInput, forgetLostScopes);
export const closeNoticeAction = formAction(closeNoticeInput, closeNotice);
