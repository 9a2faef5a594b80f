"use server";

import { activateApp, appInput, deactivateApp, removeApp, removeAppInput } from "@/lib/apps/commands";
import { formAction } from "@/lib/web/form-action";

export const activateListedAppAction = formAction(appInput, activateApp);
export const deactivateListedAppAction = formAction(appInput, deactivateApp);
export const removeAppAction = formAction(removeAppInput, removeApp);
