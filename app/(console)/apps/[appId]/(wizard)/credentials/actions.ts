"use server";

import { appInput } from "@/lib/apps/commands";
import { issueTestToken, regenerateClientSecret, regenerateInput, revealClientSecret } from "@/lib/apps/credentials";
import { endClientSecret, endSecretInput } from "@/lib/apps/secret-ends";
import { formAction } from "@/lib/web/form-action";

export const revealClientSecretAction = formAction(appInput, revealClientSecret);
export const regenerateClientSecretAction = formAction(regenerateInput, regenerateClientSecret);
export const endClientSecretAction = formAction(endSecretInput, endClientSecret);
export const issueTestTokenAction = formAction(appInput, issueTestToken);
