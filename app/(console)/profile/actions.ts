"use server";

import * as z from "zod";
import { endOwnSession, signOutEverywhere } from "@/lib/auth/sessions";
import { changePassword } from "@/lib/people/passwords";
import { changePasswordInput } from "@/lib/people/rules";
import { idInput } from "@/lib/text/inputs";
import { formAction } from "@/lib/web/form-action";

export const changePasswordAction = formAction(changePasswordInput, changePassword);

export const endSessionAction = formAction(z.object({ reference: idInput }), endOwnSession);

export const signOutEverywhereAction = formAction(z.object({}), signOutEverywhere);
