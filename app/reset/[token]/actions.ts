"use server";

import { resetPassword } from "@/lib/people/password-links";
import { resetInput } from "@/lib/people/rules";
import { openAction } from "@/lib/web/form-action";

export const resetPasswordAction = openAction(resetInput, resetPassword);
