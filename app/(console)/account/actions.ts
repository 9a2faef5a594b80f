"use server";

import * as z from "zod";
import { revealIntrospectionKey } from "@/lib/accounts/introspection-key";
import { formAction } from "@/lib/web/form-action";

export const revealIntrospectionKeyAction = formAction(z.object({}), revealIntrospectionKey);
