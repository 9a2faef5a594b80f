"use server";

import { saveInformation, saveInformationInput } from "@/lib/apps/commands";
import { formAction } from "@/lib/web/form-action";

export const saveInformationAction = formAction(saveInformationInput, saveInformation);
