"use server";

import { activateApp, appInput, deactivateApp } from "@/lib/apps/commands";
import { formAction } from "@/lib/web/form-action";

export const activateAppAction = formAction(appInput, activateApp);
export const deactivateAppAction = formAction(appInput, deactivateApp);
