"use server";

import * as z from "zod";
import { revealIntrospectionKey } from "@/lib/accounts/introspection-key";
import { renameAccount } from "@/lib/accounts/rename";
import { renameAccountInput } from "@/lib/people/rules";
import { formAction } from "@/lib/web/form-action";

export const renameAccountAction = formAction(renameAccountInput, renameAccount);

export const revealIntrospectionKeyAction = formAction(z.object({}), revealIntrospectionKey);
