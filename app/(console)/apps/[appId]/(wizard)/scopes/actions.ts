"use server";

import { changeScopes, changeScopesInput } from "@/lib/apps/scope-commands";
import { askForScope, askForScopeInput } from "@/lib/apps/scope-requests";
import { formAction } from "@/lib/web/form-action";

export const changeScopesAction = formAction(changeScopesInput, changeScopes);
export const askForScopeAction = formAction(askForScopeInput, askForScope);
