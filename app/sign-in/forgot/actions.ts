"use server";

import { requestResetLink } from "@/lib/people/password-links";
import { forgotInput } from "@/lib/people/rules";
import { openAction } from "@/lib/web/form-action";

export const requestResetLinkAction = openAction(forgotInput, requestResetLink);
