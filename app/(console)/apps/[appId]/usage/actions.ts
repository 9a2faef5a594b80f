"use server";

import { changeScopes, changeScopesInput } from "@/lib/apps/scope-commands";
import { removeUnusedInput, removeUnusedScopes } from "@/lib/usage/commands";
import { formAction } from "@/lib/web/form-action";

export const removeUnusedScopesAction = formAction(removeUnusedInput, removeUnusedScopes);
export const putBackScopesAction = formAction(changeScopesInput, changeScopes);
