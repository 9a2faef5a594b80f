"use server";

import { grantScope, grantScopeInput } from "@/lib/requests/answer";
import { previewGrant, previewGrantInput } from "@/lib/requests/queries";
import { formAction, previewAction } from "@/lib/web/form-action";

export const previewGrantAction = previewAction(previewGrantInput, previewGrant);

export const grantScopeAction = formAction(grantScopeInput, grantScope);
