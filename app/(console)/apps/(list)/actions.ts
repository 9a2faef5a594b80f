"use server";

import { activateApp, appInput, deactivateApp, removeApp, removeAppInput } from "@/lib/apps/commands";
import { restoreApp } from "@/lib/apps/restore";
import { formAction } from "@/lib/web/form-action";

export const activateListedAppAction = formAction(appInput, activateApp);
export const deactivateListedAppAction = formAction(appInput, deactivateApp);
export const removeAppAction = formAction(removeAppInput, removeApp);
export const restoreAppAction = formAction(appInput, restoreApp);
