"use server";

import { join } from "@/lib/people/join";
import { joinInput } from "@/lib/people/rules";
import { openAction } from "@/lib/web/form-action";

export const joinAction = openAction(joinInput, join);
