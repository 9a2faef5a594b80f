"use server";

import { setUpAccount } from "@/lib/accounts/set-up";
import { setUpInput } from "@/lib/people/rules";
import { openAction } from "@/lib/web/form-action";

export const setUpAction = openAction(setUpInput, setUpAccount);
