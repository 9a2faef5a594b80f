"use server";

import { changeScopes, changeScopesInput } from "@/lib/apps/scope-commands";
import { askForScope, askForScopeInput, withdrawScopeRequest, withdrawScopeRequestInput } from "@/lib/requests/ask";
import { formAction } from "@/lib/web/form-action";

export const changeScopesAction = formAction(changeScopesInput, changeScopes);
export const askForScopeAction = formAction(askForScopeInput, askForScope);
export const withdrawScopeRequestAction = formAction(withdrawScopeRequestInput, withdrawScopeRequest);
