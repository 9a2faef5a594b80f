"use server";

import { changeScopes, changeScopesInput } from "@/lib/apps/scope-commands";
import { formAction } from "@/lib/web/form-action";

export const changeScopesAction = formAction(changeScopesInput, changeScopes);
