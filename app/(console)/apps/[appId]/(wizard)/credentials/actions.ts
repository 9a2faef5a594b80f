"use server";

import { appInput } from "@/lib/apps/commands";
import { issueTestToken, regenerateClientSecret, revealClientSecret } from "@/lib/apps/credentials";
import { formAction } from "@/lib/web/form-action";

export const revealClientSecretAction = formAction(appInput, revealClientSecret);
export const regenerateClientSecretAction = formAction(appInput, regenerateClientSecret);
export const issueTestTokenAction = formAction(appInput, issueTestToken);
