"use server";

import { join } from "@/lib/people/join";
import { joinInput } from "@/lib/people/rules";
import { openAction } from "@/lib/web/form-action";
import { remembered } from "@/lib/web/remembered";

export const joinAction = openAction(joinInput, remembered(join));
