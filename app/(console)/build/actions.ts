"use server";

import { createApp, createAppInput } from "@/lib/apps/commands";
import { formAction } from "@/lib/web/form-action";

export const createAppAction = formAction(createAppInput, createApp);
