"use server";

import { addKey, addKeyInput, allowSecrets, allowSecretsInput, removeKey, removeKeyInput } from "@/lib/apps/app-keys";
import { appInput } from "@/lib/apps/commands";
import { issueTestToken, regenerateClientSecret, regenerateInput, revealClientSecret } from "@/lib/apps/credentials";
import { endClientSecret, endSecretInput } from "@/lib/apps/secret-ends";
import { formAction } from "@/lib/web/form-action";

export const revealClientSecretAction = formAction(appInput, revealClientSecret);
export const regenerateClientSecretAction = formAction(regenerateInput, regenerateClientSecret);
export const endClientSecretAction = formAction(endSecretInput, endClientSecret);
export const addKeyAction = formAction(addKeyInput, addKey);
export const removeKeyAction = formAction(removeKeyInput, removeKey);
export const allowSecretsAction = formAction(allowSecretsInput, allowSecrets);
export const issueTestTokenAction = formAction(appInput, issueTestToken);
